package dev.hermetic.version;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A constraint on versions (CEP-29, "Version matching"), such as {@code >=1.8,<2|1.7.*}. Immutable;
 * equal when the canonical texts are equal.
 */
public final class VersionSpec {
  private final String text;
  private final Constraint root;

  private VersionSpec(String text, Constraint root) {
    this.text = text;
    this.root = root;
  }

  /**
   * Reads a constraint as conda does.
   *
   * @throws InvalidVersionException when the text is no constraint
   */
  public static VersionSpec parse(String text) {
    return parse(text, Dialect.CONDA);
  }

  /**
   * Reads a constraint as the named tool does.
   *
   * @throws InvalidVersionException when the text is no constraint
   */
  public static VersionSpec parse(String text, Dialect dialect) {
    return new VersionSpec(text, new VersionSpecParser(text, dialect).parse());
  }

  public boolean matches(Version version) {
    return root.matches(version);
  }

  /**
   * Whether the constraint is made of bounds only, so that what matches lies side by side in the
   * order of versions and {@link #side} can be asked.
   */
  public boolean isInterval() {
    return root.isInterval();
  }

  /**
   * Where a version lies to those that match, of an {@linkplain #isInterval interval}: negative
   * below, 0 among, positive above them.
   */
  public int side(Version version) {
    return root.side(version);
  }

  /**
   * Intervals that tell all about the constraint: of versions that lie alike to each of them it
   * matches all or none. Null when no intervals do, as where it asks for a text.
   */
  public @Nullable List<VersionSpec> intervals() {
    List<Constraint> intervals = new ArrayList<>();
    return root.addIntervals(intervals)
        ? intervals.stream().map(one -> new VersionSpec(one.text(), one)).toList()
        : null;
  }

  /** Whether every version matches: {@code *}. */
  public boolean matchesAll() {
    return root instanceof Constraint.Any;
  }

  /** The one version that matches, null when the constraint is not just an equality. */
  public @Nullable Version exactVersion() {
    return root instanceof Constraint.Comparison comparison
            && comparison.operator() == Constraint.Operator.EQ
        ? comparison.bound()
        : null;
  }

  /** {@code 1.2} when the constraint is just {@code 1.2.*}, else null. */
  public @Nullable String prefixText() {
    return root instanceof Constraint.Prefix prefix && !prefix.negated() ? prefix.literal() : null;
  }

  /**
   * The value that conda reports for the constraint and that lock files hash: spaces are gone,
   * {@code 1.2*} is {@code 1.2.*}. As in conda, parentheses are gone too, so that this is no text
   * to parse again; see {@link #canonical()}.
   */
  public String condaText() {
    return root.text();
  }

  /** Like {@link #condaText()}, with the parentheses that the meaning needs. */
  public String canonical() {
    return VersionSpecParser.canonical(root, false);
  }

  Constraint root() {
    return root;
  }

  @Override
  public boolean equals(@Nullable Object object) {
    return object instanceof VersionSpec other && canonical().equals(other.canonical());
  }

  @Override
  public int hashCode() {
    return canonical().hashCode();
  }

  /** The text as it was parsed. */
  @Override
  public String toString() {
    return text;
  }
}
