package dev.hermetic.yaml;

import dev.hermetic.problem.Location;
import java.util.Locale;

/**
 * A scalar: its text as written (escapes resolved) and the type that PyYAML's safe loader would
 * give it, so that {@code 3.10} is known to be a number that other tools read as 3.1.
 *
 * @param text the content, for a number the very characters of the file
 * @param textStart width of what stands before the text on its line (1 for a quoted scalar), or -1
 *     when characters of the text cannot be mapped to columns: escapes, several lines
 */
public record YamlScalar(Location location, String text, Type type, int textStart)
    implements YamlNode {
  /** The types of YAML 1.1 that PyYAML's safe loader knows. */
  public enum Type {
    STRING,
    INTEGER,
    FLOAT,
    BOOLEAN,
    TIMESTAMP,
    NULL
  }

  public boolean isString() {
    return type == Type.STRING;
  }

  public boolean isNull() {
    return type == Type.NULL;
  }

  /**
   * Where a character of the text stands in the file; the scalar's own start when that cannot be
   * told.
   *
   * @param offset 0-based index into {@link #text()}
   */
  public Location locationAt(int offset) {
    if (textStart < 0 || offset < 0 || offset > text.length()) {
      return location;
    }
    int column = location.column() + textStart + text.codePointCount(0, offset);
    return new Location(location.file(), location.line(), column);
  }

  @Override
  public String describe() {
    return switch (type) {
      case STRING -> "a string";
      case INTEGER, FLOAT -> "the number " + text;
      case BOOLEAN -> "the boolean " + text.toLowerCase(Locale.ROOT);
      case TIMESTAMP -> "the date " + text;
      case NULL -> "empty";
    };
  }
}
