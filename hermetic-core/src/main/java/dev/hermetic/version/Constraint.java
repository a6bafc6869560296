package dev.hermetic.version;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a version constraint consists of: clauses joined by "and" and "or". */
sealed interface Constraint {
  boolean matches(Version version);

  /** The text from which conda's own text is put together. */
  String text();

  /** Whether {@link #side} can be asked: what matches lies side by side in the order of versions. */
  default boolean isInterval() {
    return false;
  }

  /**
   * Where a version lies to those that match: negative below, 0 among, positive above them; the same
   * sign for all versions that lie further out.
   */
  default int side(Version version) {
    throw new UnsupportedOperationException(text());
  }

  /**
   * Adds intervals that tell all about this: of versions that lie alike to each of them it matches all
   * or none. False when there are none that do.
   */
  default boolean addIntervals(List<Constraint> intervals) {
    return isInterval() && intervals.add(this);
  }

  /** {@code *}. */
  record Any(String text) implements Constraint {
    @Override
    public boolean matches(Version version) {
      return true;
    }

    @Override
    public boolean addIntervals(List<Constraint> intervals) {
      return true;
    }
  }

  /** An ordered comparison; a bare version is {@link Operator#EQ}. */
  record Comparison(String text, Operator operator, Version bound) implements Constraint {
    @Override
    public boolean matches(Version version) {
      return operator.holds(version.compareTo(bound));
    }

    @Override
    public boolean isInterval() {
      return operator != Operator.NE;
    }

    @Override
    public int side(Version version) {
      int order = version.compareTo(bound);
      if (operator.holds(order)) {
        return 0;
      }
      return switch (operator) {
        case GT, GE -> -1;
        case LT, LE -> 1;
        default -> order;
      };
    }

    @Override
    public boolean addIntervals(List<Constraint> intervals) {
      return intervals.add(
          operator == Operator.NE
              ? new Comparison(Operator.EQ.sign() + bound, Operator.EQ, bound)
              : this);
    }
  }

  /** {@code 1.2.*}, {@code =1.2} or, negated, {@code !=1.2.*}. */
  record Prefix(String text, Version prefix, String literal, boolean negated, long mask)
      implements Constraint {
    Prefix(String text, Version prefix, String literal, boolean negated) {
      this(text, prefix, literal, negated, prefix.prefixMask());
    }

    @Override
    public boolean matches(Version version) {
      boolean starts = mask == 0 ? version.startsWith(prefix) : version.side(prefix, mask) == 0;
      return starts != negated;
    }

    @Override
    public boolean isInterval() {
      return mask != 0 && !negated;
    }

    @Override
    public int side(Version version) {
      return version.side(prefix, mask);
    }

    @Override
    public boolean addIntervals(List<Constraint> intervals) {
      return mask != 0
          && intervals.add(
              negated ? new Prefix(literal + ".*", prefix, literal, false, mask) : this);
    }
  }

  /** {@code ~=1.2.3}: at least 1.2.3, under 1.2; no prefix when nothing is left to drop. */
  record Compatible(String text, Version floor, @Nullable Version prefix) implements Constraint {
    @Override
    public boolean matches(Version version) {
      return version.compareTo(floor) >= 0 && (prefix == null || version.startsWith(prefix));
    }
  }

  /** A glob or regular expression over the text of the version. */
  record Text(String text, TextPattern pattern, boolean negated) implements Constraint {
    @Override
    public boolean matches(Version version) {
      return pattern.matches(version.toString()) != negated;
    }
  }

  /** All parts hold. */
  record All(String text, List<Constraint> parts) implements Constraint {
    public All {
      parts = List.copyOf(parts);
    }

    @Override
    public boolean matches(Version version) {
      for (Constraint part : parts) {
        if (!part.matches(version)) {
          return false;
        }
      }
      return true;
    }

    @Override
    public boolean isInterval() {
      for (Constraint part : parts) {
        if (!part.isInterval()) {
          return false;
        }
      }
      return true;
    }

    @Override
    public int side(Version version) {
      int side = 0;
      for (int i = 0; i < parts.size() && side == 0; i++) {
        side = parts.get(i).side(version);
      }
      return side;
    }

    @Override
    public boolean addIntervals(List<Constraint> intervals) {
      return isInterval()
          ? intervals.add(this)
          : Constraint.addIntervals(parts, intervals);
    }
  }

  private static boolean addIntervals(List<Constraint> parts, List<Constraint> intervals) {
    for (Constraint part : parts) {
      if (!part.addIntervals(intervals)) {
        return false;
      }
    }
    return true;
  }

  /** At least one part holds. */
  record OneOf(String text, List<Constraint> parts) implements Constraint {
    public OneOf {
      parts = List.copyOf(parts);
    }

    @Override
    public boolean matches(Version version) {
      for (Constraint part : parts) {
        if (part.matches(version)) {
          return true;
        }
      }
      return false;
    }

    @Override
    public boolean addIntervals(List<Constraint> intervals) {
      return Constraint.addIntervals(parts, intervals);
    }
  }

  /** How a version may lie to a bound. */
  enum Operator {
    EQ("=="),
    NE("!="),
    LT("<"),
    LE("<="),
    GT(">"),
    GE(">=");

    private final String sign;

    Operator(String sign) {
      this.sign = sign;
    }

    String sign() {
      return sign;
    }

    boolean holds(int order) {
      return switch (this) {
        case EQ -> order == 0;
        case NE -> order != 0;
        case LT -> order < 0;
        case LE -> order <= 0;
        case GT -> order > 0;
        case GE -> order >= 0;
      };
    }
  }
}
