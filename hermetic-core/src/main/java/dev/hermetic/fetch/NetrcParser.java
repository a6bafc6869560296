package dev.hermetic.fetch;

import dev.hermetic.problem.HermeticException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the netrc format: words in any arrangement of lines, {@code #} comments, words in double
 * quotes with backslash escapes, macros up to an empty line. Problems never show a word of the file
 * that may be a secret.
 */
final class NetrcParser {
  private static final Pattern EMPTY_LINE = Pattern.compile("\\r?\\n[ \\t]*\\r?\\n");

  private final String file;
  private final String text;
  private int at;
  private int line = 1;
  private int wordLine = 1;

  NetrcParser(String file, String text) {
    this.file = file;
    this.text = text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  /** The entries with credentials, in file order; the default entry last. */
  List<NetrcEntry> parse() {
    List<NetrcEntry> entries = new ArrayList<>();
    List<NetrcEntry> defaults = new ArrayList<>();
    String keyword = word();
    while (keyword != null) {
      switch (keyword) {
        case "machine" -> {
          String machine = value("machine").toLowerCase(Locale.ROOT);
          keyword = entry(machine, entries);
        }
        case "default" -> keyword = entry(null, defaults);
        case "macdef" -> {
          skipMacro();
          keyword = word();
        }
        default ->
            throw failure("expected machine, default or macdef, but found something else");
      }
    }
    entries.addAll(defaults);
    return List.copyOf(entries);
  }

  /** Reads what belongs to a machine; gives the word that no longer does. */
  private @Nullable String entry(@Nullable String machine, List<NetrcEntry> entries) {
    String login = null;
    String password = null;
    int start = wordLine;
    String keyword = word();
    while (keyword != null) {
      if (keyword.equals("login") || keyword.equals("user")) {
        login = value(keyword);
      } else if (keyword.equals("password")) {
        password = value(keyword);
      } else if (keyword.equals("account")) {
        value(keyword);
      } else {
        break;
      }
      keyword = word();
    }
    if (password != null) {
      if (login == null) {
        throw failure(start, "an entry has a password but no login");
      }
      entries.add(new NetrcEntry(machine, new Credential(login, password)));
    }
    return keyword;
  }

  private String value(String keyword) {
    int start = wordLine;
    String value = word(false);
    if (value == null) {
      throw failure(start, "nothing follows " + keyword);
    }
    return value;
  }

  private void skipMacro() {
    value("macdef");
    Matcher emptyLine = EMPTY_LINE.matcher(text);
    int next = emptyLine.find(at) ? emptyLine.end() : text.length();
    line += (int) text.substring(at, next).chars().filter(c -> c == '\n').count();
    at = next;
  }

  /** The next word, null at the end. */
  private @Nullable String word() {
    return word(true);
  }

  /** A value may start with a hash sign; elsewhere that begins a comment. */
  private @Nullable String word(boolean comments) {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '#' && comments) {
        while (at < text.length() && text.charAt(at) != '\n') {
          at++;
        }
      } else if (Character.isWhitespace(c)) {
        line += c == '\n' ? 1 : 0;
        at++;
      } else {
        wordLine = line;
        return c == '"' ? quoted() : bare();
      }
    }
    return null;
  }

  private String bare() {
    StringBuilder word = new StringBuilder();
    while (at < text.length() && !Character.isWhitespace(text.charAt(at))) {
      if (text.charAt(at) == '\\' && at + 1 < text.length()) {
        at++;
      }
      word.append(text.charAt(at++));
    }
    return word.toString();
  }

  private String quoted() {
    StringBuilder word = new StringBuilder();
    at++;
    while (at < text.length() && text.charAt(at) != '"' && text.charAt(at) != '\n') {
      if (text.charAt(at) == '\\' && at + 1 < text.length()) {
        at++;
      }
      word.append(text.charAt(at++));
    }
    if (at >= text.length() || text.charAt(at) == '\n') {
      throw failure("a quotation mark is not closed");
    }
    at++;
    return word.toString();
  }

  private HermeticException failure(String fact) {
    return failure(wordLine, fact);
  }

  private HermeticException failure(int where, String fact) {
    return new HermeticException(NetProblems.netrc(file + ":" + where, fact));
  }
}
