package dev.hermetic.explain;

import dev.hermetic.match.MatchSpec;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** One distinct spec among those that builds ask for. */
final class Demand {
  /** A build that asks. */
  record Use(Domain domain, int candidate, boolean limit) {}

  /** As the record says it. */
  final String text;

  final MatchSpec spec;
  final Domain target;

  /** Builds of the target that meet it. */
  final BitSet matching;

  /** Builds that meet it and are left. */
  int support;

  final List<Use> uses = new ArrayList<>();

  Demand(String text, MatchSpec spec, Domain target, BitSet matching) {
    this.text = text;
    this.spec = spec;
    this.target = target;
    this.matching = matching;
    BitSet left = (BitSet) matching.clone();
    left.and(target.live);
    this.support = left.cardinality();
  }
}
