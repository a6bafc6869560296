package dev.hermetic.problem;

import java.util.Objects;

/**
 * A place in a text file.
 *
 * @param file the file as the user named it, with {@code /} between its parts
 * @param line 1-based line, 0 when the whole file is meant
 * @param column 1-based column in characters, 0 when the whole line is meant
 */
public record Location(String file, int line, int column) {
  public Location {
    Objects.requireNonNull(file, "file");
  }

  /** The whole file. */
  public static Location of(String file) {
    return new Location(file, 0, 0);
  }

  /** {@code file}, {@code file:line} or {@code file:line:column}. */
  @Override
  public String toString() {
    return line == 0 ? file : column == 0 ? file + ":" + line : file + ":" + line + ":" + column;
  }
}
