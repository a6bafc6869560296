package dev.hermetic.advisory;

import java.util.Locale;

/**
 * An entry of a database that is not as the OSV schema has it.
 *
 * @param place file, and line or name within it
 * @param id of the advisory, empty where it has none
 * @param reason what is wrong, without full stop
 * @param loss how much of it could not be used
 */
public record Malformed(String place, String id, String reason, Loss loss) {
  /** How much of an entry could not be used. */
  public enum Loss {
    /** All of it: nobody knows what it is about. */
    ALL,
    /** A part of what it is about: it may affect more than was read. */
    AFFECTED,
    /** Nothing of what it is about: a time, a name or a score, which then is unknown. */
    NOTHING;

    /** In lower case, as files have it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Whether it may be about a package without anybody knowing. */
  public boolean hides() {
    return loss != Loss.NOTHING;
  }
}
