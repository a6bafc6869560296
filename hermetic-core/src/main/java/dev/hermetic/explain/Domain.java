package dev.hermetic.explain;

import dev.hermetic.record.Candidate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The builds of one package that are left, and why the others are not. */
final class Domain {
  final String name;
  final List<Candidate> candidates;
  final BitSet live;

  /** Why something of it must be there; null as long as it need not. */
  @Nullable Reason needed;

  int neededAt;

  /** Per candidate why it is out, and the time of it; null while it is left. */
  final @Nullable Reason[] out;

  final int[] outAt;

  /** What was asked of it so far. */
  final List<Demand> demands = new ArrayList<>();

  /** Per candidate what it asks for; null before it was looked at. */
  final @Nullable List<Demand>[] needs;

  final @Nullable List<Demand>[] limits;

  private @Nullable Versions versions;
  boolean opened;
  boolean dirty;

  @SuppressWarnings({"unchecked", "rawtypes"}) // Java has no arrays of lists.
  Domain(String name, List<Candidate> candidates) {
    this.name = name;
    this.candidates = candidates;
    this.live = new BitSet(candidates.size());
    this.live.set(0, candidates.size());
    this.out = new Reason[candidates.size()];
    this.outAt = new int[candidates.size()];
    this.needs = new List[candidates.size()];
    this.limits = new List[candidates.size()];
  }

  /** Everything that a candidate asks for, as far as it was looked at. */
  List<Demand> asked(int candidate) {
    List<Demand> of = needs[candidate];
    List<Demand> keeps = limits[candidate];
    if (of == null || keeps == null) {
      return List.of();
    }
    return Stream.concat(of.stream(), keeps.stream()).toList();
  }

  /** Whether a candidate asks anything of another package. */
  boolean asks(int candidate, Domain target) {
    return asked(candidate).stream().anyMatch(demand -> demand.target == target);
  }

  /** Whether a candidate cannot be without another package. */
  boolean needs(int candidate, Domain target) {
    List<Demand> of = needs[candidate];
    return of != null && of.stream().anyMatch(demand -> demand.target == target);
  }

  /** What a candidate allows of another package. */
  BitSet allows(int candidate, Domain target) {
    BitSet allowed = new BitSet();
    allowed.set(0, target.candidates.size());
    for (Demand demand : asked(candidate)) {
      if (demand.target == target) {
        allowed.and(demand.matching);
      }
    }
    return allowed;
  }

  Versions versions() {
    if (versions == null) {
      versions = new Versions(candidates);
    }
    return versions;
  }

  boolean isVirtual() {
    return name.startsWith("__");
  }

  boolean isEmpty() {
    return live.isEmpty();
  }

  @Override
  public String toString() {
    return name;
  }
}
