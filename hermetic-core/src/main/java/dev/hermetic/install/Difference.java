package dev.hermetic.install;

import java.util.Locale;

/**
 * A path of a prefix that is not as installed.
 *
 * @param path relative to the prefix
 * @param owner distribution of the package that it belongs to, empty when to none
 * @param what is different, empty unless changed
 */
public record Difference(Kind kind, String path, String owner, String what) {
  /** How a path differs. */
  public enum Kind {
    CHANGED,
    ADDED,
    LOST,
    /** Added by a Python that ran, as it does wherever it may write: no change of the environment. */
    CACHE
  }

  /** For a person. */
  public String text() {
    String of = owner.isEmpty() ? "" : " (" + owner + ")";
    String more = what.isEmpty() ? "" : " " + what;
    return kind.name().toLowerCase(Locale.ROOT) + ": " + path + of + more;
  }
}
