package dev.hermetic.activate;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Reads a shell script that does nothing but set, export and unset variables (the part of POSIX
 * shell, sections 2.2, 2.6.2 and 2.9.1, that needs no shell). Whatever else is in it makes it a
 * script that would have to be run, which is never done: what a shell might understand in another
 * way is refused, not guessed.
 */
final class ScriptReader {
  static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  /** Characters that stand for themselves outside quotes; no glob, tilde, brace or operator. */
  private static final String PLAIN = "_./:@%+,=-";

  /** Variables that steer the shell itself. */
  private static final Pattern SHELL = Pattern.compile("IFS|ENV|OPTIND|PS[124]|PPID|PWD|OLDPWD|_|BASH.*");

  private final String text;
  private final List<Step> steps = new ArrayList<>();
  private int at;
  private int line = 1;

  private ScriptReader(String text) {
    this.text = text;
  }

  /** Why a script cannot be read as data. */
  static final class NotData extends Exception {
    private static final long serialVersionUID = 1;

    private NotData(int line, String why) {
      super("line " + line + " " + why);
    }
  }

  /**
   * What the script does.
   *
   * @throws NotData when it does more
   */
  static List<Step> read(String text) throws NotData {
    return new ScriptReader(text).read();
  }

  private List<Step> read() throws NotData {
    while (at < text.length()) {
      skipBlanks();
      if (at == text.length()) {
        break;
      }
      char c = text.charAt(at);
      if (c == '#') {
        skipLine();
      } else if (c == '\n') {
        at++;
        line++;
      } else {
        statement();
      }
    }
    return steps;
  }

  private void statement() throws NotData {
    String word = name();
    if (word.equals("export") && !isAssignment()) {
      operands(true);
    } else if (word.equals("unset") && !isAssignment()) {
      operands(false);
    } else if (isAssignment()) {
      assign(word, false);
      skipBlanks();
      while (!atEnd()) {
        String next = name();
        if (!isAssignment()) {
          throw no("runs " + next);
        }
        assign(next, false);
        skipBlanks();
      }
    } else {
      throw no(word.isEmpty() ? "is more than setting a variable" : "runs " + word);
    }
    if (at < text.length() && text.charAt(at) == ';') {
      at++;
      skipBlanks();
      if (at < text.length() && text.charAt(at) == ';') {
        throw no("is more than setting a variable");
      }
    }
  }

  private void operands(boolean export) throws NotData {
    int count = 0;
    skipBlanks();
    while (!atEnd()) {
      String operand = name();
      if (!NAME.matcher(operand).matches()) {
        throw no("has an option or an expansion in place of a name");
      }
      if (export && isAssignment()) {
        assign(operand, true);
      } else {
        checkName(operand);
        steps.add(export ? new Step.Export(operand) : new Step.Unset(operand));
        if (!atEnd() && !isBlank(text.charAt(at))) {
          throw no("has more than a name");
        }
      }
      count++;
      skipBlanks();
    }
    if (count == 0) {
      throw no("prints what is exported");
    }
  }

  private void checkName(String name) throws NotData {
    if (SHELL.matcher(name).matches()) {
      throw no("sets " + name + ", which steers the shell");
    }
  }

  private boolean isAssignment() {
    return at < text.length() && text.charAt(at) == '=';
  }

  private void assign(String name, boolean exported) throws NotData {
    if (!NAME.matcher(name).matches()) {
      throw no("is more than setting a variable");
    }
    checkName(name);
    at++;
    steps.add(new Step.Set(name, value(), exported));
  }

  private Step.Value value() throws NotData {
    List<Step.Piece> pieces = new ArrayList<>();
    StringBuilder plain = new StringBuilder();
    while (!atEnd() && !isBlank(text.charAt(at))) {
      char c = text.charAt(at);
      if (c == '\'') {
        int end = text.indexOf('\'', at + 1);
        if (end < 0) {
          throw no("has a quote that does not end");
        }
        String quoted = text.substring(at + 1, end);
        line += (int) quoted.chars().filter(one -> one == '\n').count();
        plain.append(quoted);
        at = end + 1;
      } else if (c == '"') {
        at++;
        doubleQuoted(plain, pieces);
      } else if (c == '$') {
        reference(plain, pieces);
      } else if (Character.isLetterOrDigit(c) && c < 128 || PLAIN.indexOf(c) >= 0) {
        plain.append(c);
        at++;
      } else {
        throw no("has " + (c > ' ' && c < 127 ? "'" + c + "'" : "a special character") + " outside quotes");
      }
    }
    flush(plain, pieces);
    return new Step.Value(pieces);
  }

  private void doubleQuoted(StringBuilder plain, List<Step.Piece> pieces) throws NotData {
    int begin = line;
    while (true) {
      if (at >= text.length()) {
        throw new NotData(begin, "has a quote that does not end");
      }
      char c = text.charAt(at);
      if (c == '"') {
        at++;
        return;
      }
      if (c == '$') {
        reference(plain, pieces);
      } else if (c == '`') {
        throw no("runs a command for its output");
      } else if (c == '\\') {
        escape(plain);
      } else {
        line += c == '\n' ? 1 : 0;
        plain.append(c);
        at++;
      }
    }
  }

  private void escape(StringBuilder plain) {
    char next = at + 1 < text.length() ? text.charAt(at + 1) : 0;
    if (next == '\n') {
      line++;
    } else if ("$`\"\\".indexOf(next) >= 0 && next != 0) {
      plain.append(next);
    } else {
      plain.append('\\');
      at++;
      return;
    }
    at += 2;
  }

  private void reference(StringBuilder plain, List<Step.Piece> pieces) throws NotData {
    at++;
    boolean braced = at < text.length() && text.charAt(at) == '{';
    at += braced ? 1 : 0;
    String name = name();
    if (!NAME.matcher(name).matches()
        || SHELL.matcher(name).matches()
        || braced && (at >= text.length() || text.charAt(at) != '}')) {
      throw no("has an expansion that needs a shell");
    }
    at += braced ? 1 : 0;
    flush(plain, pieces);
    pieces.add(new Step.Piece(name, true));
  }

  private static void flush(StringBuilder plain, List<Step.Piece> pieces) {
    if (!plain.isEmpty()) {
      pieces.add(new Step.Piece(plain.toString(), false));
      plain.setLength(0);
    }
  }

  private String name() {
    int from = at;
    while (at < text.length()
        && (text.charAt(at) < 128 && Character.isLetterOrDigit(text.charAt(at))
            || text.charAt(at) == '_')) {
      at++;
    }
    return text.substring(from, at);
  }

  private boolean atEnd() {
    return at >= text.length() || text.charAt(at) == '\n' || text.charAt(at) == ';'
        || text.charAt(at) == '#' && at > 0 && isBlank(text.charAt(at - 1));
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }

  private void skipBlanks() {
    while (at < text.length() && isBlank(text.charAt(at))) {
      at++;
    }
  }

  private void skipLine() {
    int end = text.indexOf('\n', at);
    at = end < 0 ? text.length() : end;
  }

  private NotData no(String why) {
    return new NotData(line, why);
  }
}
