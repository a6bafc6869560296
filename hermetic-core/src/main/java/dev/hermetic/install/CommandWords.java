package dev.hermetic.install;

import java.util.ArrayList;
import java.util.List;

/** Splits a command line into words as a POSIX shell does, without any of its expansions. */
public final class CommandWords {
  private CommandWords() {}

  /**
   * The program and its arguments. Blanks part words; quotes of both kinds keep them together, a
   * backslash outside single quotes keeps the next character as it is.
   *
   * @param parameter where the command is from
   * @throws dev.hermetic.problem.HermeticException HERM-INST-016 when there is no word, or a quote
   *     does not end
   */
  public static List<String> of(String command, String parameter) {
    List<String> words = new ArrayList<>();
    StringBuilder word = null;
    char quote = 0;
    for (int i = 0; i < command.length(); i++) {
      char c = command.charAt(i);
      if (quote == 0 && Character.isWhitespace(c)) {
        if (word != null) {
          words.add(word.toString());
          word = null;
        }
        continue;
      }
      word = word == null ? new StringBuilder() : word;
      if (c == quote) {
        quote = 0;
      } else if (quote == 0 && (c == '"' || c == '\'')) {
        quote = c;
      } else if (c == '\\' && quote != '\'' && i + 1 < command.length()
          && (quote == 0 || "\"\\".indexOf(command.charAt(i + 1)) >= 0)) {
        word.append(command.charAt(++i));
      } else {
        word.append(c);
      }
    }
    if (quote != 0) {
      throw InstallProblems.badCommand(parameter, "has a quote that does not end");
    }
    if (word != null) {
      words.add(word.toString());
    }
    if (words.isEmpty()) {
      throw InstallProblems.badCommand(parameter, "names no program");
    }
    return words;
  }
}
