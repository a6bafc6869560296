package dev.hermetic.diff;

import dev.hermetic.problem.Location;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Why a package moved.
 *
 * @param text a clause in words, without credentials; specs stand in backticks
 * @param location the line that asks for it, empty when no line of the user does
 */
public record Reason(Kind kind, String text, Optional<Location> location) {
  // Written out: what the compiler makes of a record is slow to link when first called.
  @Override
  public boolean equals(@Nullable Object object) {
    return object instanceof Reason other
        && kind == other.kind
        && text.equals(other.text)
        && location.equals(other.location);
  }

  @Override
  public int hashCode() {
    return 31 * text.hashCode() + location.hashCode();
  }

  /** The clause with the line behind it, where there is one. */
  public String told() {
    return location
        .map(place -> text + " (" + place.file() + ":" + place.line() + ")")
        .orElse(text);
  }

  /** Where a reason comes from. */
  public enum Kind {
    /** A spec of the environment names the package. */
    SPEC,
    /** A package that is locked now has a constraint on it. */
    CONSTRAINT,
    /** Something that it depends on moved. */
    DEPENDENCY,
    /** What held it before no longer does. */
    RELEASED,
    /** Nothing needs it any more. */
    UNNEEDED;

    /** For machines. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
