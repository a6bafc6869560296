package dev.hermetic.explain;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** What of all that was found out leads to a contradiction. */
final class Refutation {
  private final Domain hub;
  private final Set<Edge> edges = new LinkedHashSet<>();
  private final Map<Domain, BitSet> outs = new LinkedHashMap<>();
  private final Set<Domain> asked = new LinkedHashSet<>();
  private final Set<Domain> needed = new LinkedHashSet<>();
  private final Deque<Runnable> open = new ArrayDeque<>();

  /** @param hub a package that is needed and of which nothing is left */
  Refutation(Domain hub) {
    this.hub = hub;
    need(hub);
    for (int i = 0; i < hub.candidates.size(); i++) {
      out(hub, i);
    }
    while (!open.isEmpty()) {
      open.remove().run();
    }
  }

  /** The package of which nothing is left. */
  Domain hub() {
    return hub;
  }

  /** Which packages' demands on which it takes. */
  Set<Edge> edges() {
    return edges;
  }

  /** Candidates whose being out it takes. */
  Map<Domain, BitSet> outs() {
    return outs;
  }

  /** Every package that it speaks of. */
  Set<Domain> domains() {
    Set<Domain> domains = new LinkedHashSet<>(needed);
    domains.addAll(outs.keySet());
    domains.addAll(asked);
    return domains;
  }

  private void need(Domain domain) {
    if (needed.add(domain)) {
      open.add(() -> follow(domain, domain.needed, domain.neededAt, -1));
    }
  }

  private void out(Domain domain, int candidate) {
    BitSet known = outs.computeIfAbsent(domain, any -> new BitSet());
    if (!known.get(candidate)) {
      known.set(candidate);
      open.add(() -> follow(domain, domain.out[candidate], domain.outAt[candidate], candidate));
    }
  }

  private void follow(Domain domain, Reason reason, int time, int candidate) {
    if (reason instanceof Reason.Forced forced) {
      Domain by = forced.by();
      edges.add(new Edge(by.name, domain.name));
      need(by);
      for (int i = 0; i < by.candidates.size(); i++) {
        // Those that would have had it otherwise were out by then.
        if (by.out[i] != null && by.outAt[i] < time && !speaksFor(by, i, domain, candidate)) {
          out(by, i);
        }
      }
    } else if (reason instanceof Reason.Own own) {
      edges.add(new Edge(domain.name, own.demand().target.name));
      asked.add(own.demand().target);
      if (own.limit()) {
        need(own.demand().target);
      }
      own.demand().matching.stream().forEach(i -> out(own.demand().target, i));
    }
  }

  /** Whether a candidate asks for what was forced as the others do. */
  private static boolean speaksFor(Domain by, int asking, Domain target, int candidate) {
    return candidate < 0
        ? by.needs(asking, target)
        : by.asks(asking, target) && !by.allows(asking, target).get(candidate);
  }
}
