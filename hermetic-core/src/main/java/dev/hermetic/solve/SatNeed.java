package dev.hermetic.solve;

import dev.hermetic.match.MatchSpec;
import dev.hermetic.version.Version;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One distinct match spec of the SAT engine's universe and what meets it; compared by identity. */
final class SatNeed {
  final MatchSpec spec;

  /** Met by the target machine itself (a virtual package). */
  final boolean given;

  /** The items that match and that the roots allow, in no particular order. */
  final List<SatItem> candidates;

  /** The highest version of all that match, whatever the roots say; null without any. */
  final @Nullable Version highest;

  /** Everything that matches tracks features. */
  final boolean featured;

  /** Its candidates are reached. */
  boolean reached;

  /** The candidates that are installable, by name, the most preferred first; set at the end. */
  List<SatItem> live = List.of();

  /** Number of the one name it is about, -1 when it is about several. */
  int nameIndex = -1;

  /** Variable in the SAT problem, from 1; 0 while it has none. */
  int variable;

  SatNeed(
      MatchSpec spec,
      boolean given,
      List<SatItem> candidates,
      @Nullable Version highest,
      boolean featured) {
    this.spec = spec;
    this.given = given;
    this.candidates = List.copyOf(candidates);
    this.highest = highest;
    this.featured = featured;
  }

  static SatNeed virtual(MatchSpec spec, boolean given) {
    return new SatNeed(spec, given, List.of(), null, false);
  }

  /** Whether nothing at all can meet it. */
  boolean isHopeless() {
    return !given && candidates.isEmpty();
  }

  @Override
  public String toString() {
    return spec.toString();
  }
}
