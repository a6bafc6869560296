package dev.hermetic.scan;

import dev.hermetic.advisory.PackageKey;
import java.util.List;
import java.util.Locale;

/**
 * What the advisories can say of a package at all.
 *
 * @param keys the names under which advisories were looked for, in order; empty for {@code NONE}
 * @param reason why, a phrase without full stop
 */
public record Coverage(Kind kind, List<PackageKey> keys, String reason) {
  /** How a package comes to its advisories. */
  public enum Kind {
    /** The database speaks of this very package, by its own name and version. */
    DIRECT,
    /** It speaks of what the package is made from, by a mapping of names. */
    MAPPED,
    /** It says nothing: the package may have any vulnerability. */
    NONE;

    /** In lower case, as files have it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Coverage {
    keys = List.copyOf(keys);
    if (keys.isEmpty() != (kind == Kind.NONE)) {
      throw new IllegalArgumentException("names are looked for exactly where there is coverage");
    }
  }

  public static Coverage none(String reason) {
    return new Coverage(Kind.NONE, List.of(), reason);
  }
}
