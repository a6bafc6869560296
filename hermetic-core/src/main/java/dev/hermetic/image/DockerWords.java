package dev.hermetic.image;

import dev.hermetic.text.JsonText;
import java.util.List;
import java.util.regex.Pattern;

/**
 * How a text is written so that Docker reads it as it is (Dockerfile reference, "Environment
 * replacement" and "COPY").
 */
final class DockerWords {
  /** What a shell takes as it is. */
  private static final Pattern PLAIN = Pattern.compile("[\\w./+@:%,=-]+");

  private DockerWords() {}

  /**
   * A value in double quotes, in which Docker replaces variables and knows the backslash. No line
   * break can stand in one: it would end the line, and no escape stands for it.
   */
  static String quoted(String value) {
    return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"").replace("$", "\\$") + '"';
  }

  /** A word of which Docker replaces variables and takes quotes away. */
  static String word(String text) {
    return text.replaceAll("[\\\\'\"$]", "\\\\$0");
  }

  /** The name of one file where Docker takes patterns (Go's {@code filepath.Match}). */
  static String file(String path) {
    return path.replaceAll("[\\[*?]", "[$0]");
  }

  /** A pattern of ours, which knows no classes of characters, as one of Docker's. */
  static String pattern(String pattern) {
    return pattern.replace("[", "[[]");
  }

  /** A word of a shell's command line. */
  static String shell(String text) {
    return PLAIN.matcher(text).matches() ? text : "'" + text.replace("'", "'\\''") + "'";
  }

  /** Words that Docker takes as they are: those of commands. */
  static String array(List<String> words) {
    return "[" + String.join(", ", words.stream().map(DockerWords::json).toList()) + "]";
  }

  /** Words in which Docker replaces variables: those of paths. */
  static String paths(String... paths) {
    return array(List.of(paths).stream().map(DockerWords::word).toList());
  }

  private static String json(String text) {
    return JsonText.of(json -> json.writeString(text)).strip();
  }
}
