package dev.hermetic.pypi.request;

import dev.hermetic.problem.Location;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The lines of a requirements file as pip joins them: those that end in {@code \} with the next,
 * without comments, with {@code ${VARIABLES}} replaced.
 */
final class LogicalLines {
  /** pip replaces these alone; an unknown one stays as it is. */
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z0-9_]+)\\}");

  /**
   * One line.
   *
   * @param text without white space around it; not empty
   * @param location where its text begins
   */
  record Line(String text, Location location) {}

  private LogicalLines() {}

  static List<Line> read(String file, String content, Map<String, String> variables) {
    List<Line> lines = new ArrayList<>();
    StringBuilder joined = new StringBuilder();
    int first = 0;
    String[] raw = content.split("\r\n|\r|\n", -1);
    for (int i = 0; i < raw.length; i++) {
      String line = i == 0 && raw[i].startsWith("\ufeff") ? raw[i].substring(1) : raw[i];
      boolean comment = line.stripLeading().startsWith("#");
      if (joined.isEmpty()) {
        first = i + 1;
      }
      if (line.endsWith("\\") && !comment) {
        joined.append(line, 0, line.length() - 1);
        continue;
      }
      // A comment ends what was to be continued.
      joined.append(comment ? "" : line);
      add(lines, new Location(file, first, 0), joined.toString(), variables);
      joined.setLength(0);
    }
    add(lines, new Location(file, first, 0), joined.toString(), variables);
    return lines;
  }

  /** One entry of a {@code pip:} section. */
  static List<Line> ofEntry(String text, Location location, Map<String, String> variables) {
    List<Line> lines = new ArrayList<>();
    add(lines, location, text, variables);
    return lines;
  }

  private static void add(
      List<Line> lines, Location location, String joined, Map<String, String> variables) {
    String text = withoutComment(joined);
    String stripped = expand(text, variables).strip();
    if (!stripped.isEmpty()) {
      int indent = text.length() - text.stripLeading().length();
      int column = Math.max(1, location.column()) + indent;
      lines.add(new Line(stripped, new Location(location.file(), location.line(), column)));
    }
  }

  /** A comment begins a line or follows white space. */
  private static String withoutComment(String text) {
    for (int at = text.indexOf('#'); at >= 0; at = text.indexOf('#', at + 1)) {
      if (at == 0 || Character.isWhitespace(text.charAt(at - 1))) {
        return text.substring(0, at);
      }
    }
    return text;
  }

  private static String expand(String text, Map<String, String> variables) {
    return VARIABLE
        .matcher(text)
        .replaceAll(
            match ->
                Matcher.quoteReplacement(variables.getOrDefault(match.group(1), match.group())));
  }
}
