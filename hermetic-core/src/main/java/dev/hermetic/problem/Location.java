package dev.hermetic.problem;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

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

  // Written out: what the compiler makes of a record is slow to link when first called.
  @Override
  public boolean equals(@Nullable Object object) {
    return object instanceof Location other
        && file.equals(other.file)
        && line == other.line
        && column == other.column;
  }

  @Override
  public int hashCode() {
    return 31 * (31 * file.hashCode() + line) + column;
  }

  /** {@code file}, {@code file:line} or {@code file:line:column}. */
  @Override
  public String toString() {
    return line == 0 ? file : column == 0 ? file + ":" + line : file + ":" + line + ":" + column;
  }
}
