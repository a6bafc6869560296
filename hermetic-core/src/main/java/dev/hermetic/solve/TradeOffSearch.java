package dev.hermetic.solve;

import dev.hermetic.match.MatchSpec;
import dev.hermetic.problem.Location;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Finds what it would cost to have a root newer. The second engine says how new it can be and keeps
 * as many of the other roots as it can; the first engine then shows the answer that a user gets who
 * asks for it.
 */
final class TradeOffSearch {
  private static final Location ADDED = Location.of("hermetic.prove");

  private final SolveRequest request;
  private final ProofSpace space;
  private final SortedMap<String, SatItem> roots;
  private final Solver fast;

  /**
   * @param roots of the answer, which none is better than
   */
  TradeOffSearch(
      SolveRequest request, ProofSpace space, SortedMap<String, SatItem> roots, Solver fast) {
    this.request = request;
    this.space = space;
    this.roots = roots;
    this.fast = fast;
  }

  /** The trade-off for a root; empty when it is newer in no answer. */
  Optional<Proof.TradeOff> of(SatItem root) {
    SortedMap<String, SatItem> other = null;
    SatItem best = root;
    for (var found = space.answer(List.of(space.newer(best)));
        found != null;
        found = space.answer(List.of(space.newer(best)))) {
      other = found;
      best = found.get(root.name());
    }
    return other == null ? Optional.empty() : Optional.of(tradeOff(root, cheapest(best, other)));
  }

  /** The roots of an answer that has the best; no further root of ours could be kept in one. */
  private SortedMap<String, SatItem> cheapest(SatItem best, SortedMap<String, SatItem> first) {
    SortedMap<String, SatItem> answer = first;
    for (SatItem root : roots.values()) {
      if (!root.name().equals(best.name()) && isOlder(root, answer.get(root.name()))) {
        List<List<SatItem>> wishes = new ArrayList<>();
        wishes.add(space.atLeast(best));
        wishes.add(space.atLeast(root));
        for (SatItem kept : kept(answer)) {
          wishes.add(space.atLeast(kept));
        }
        SortedMap<String, SatItem> found = space.answer(wishes);
        answer = found == null ? answer : found;
      }
    }
    return answer;
  }

  /** Our roots that are no older in another answer. */
  private List<SatItem> kept(SortedMap<String, SatItem> other) {
    return roots.values().stream()
        .filter(root -> !isOlder(root, other.get(root.name())))
        .toList();
  }

  private boolean isOlder(SatItem root, SatItem other) {
    return space.isNewer(root, other);
  }

  /**
   * Asks the first engine for the root; and for roots kept in the witness, as long as that engine
   * would give them away for others.
   *
   * @param witness the roots of an answer with the root at its newest
   */
  private Proof.TradeOff tradeOff(SatItem root, SortedMap<String, SatItem> witness) {
    SatItem best = witness.get(root.name());
    Map<String, String> specs = new LinkedHashMap<>();
    specs.put(root.name(), spec(root, best));
    List<SatItem> floors = new ArrayList<>(List.of(best));
    kept(witness).stream().filter(kept -> !kept.name().equals(root.name())).forEach(floors::add);
    SortedMap<String, SatItem> other = solve(specs.values());
    while (tighten(specs, floors, other, witness)) {
      other = solve(specs.values());
    }
    return new Proof.TradeOff(
        new Proof.Change(
            root.name(), root.record.version(), other.get(root.name()).record.version()),
        NewestProof.changes(roots, other, this::isOlder),
        NewestProof.changes(
            roots, other, (a, b) -> !a.name().equals(root.name()) && space.isNewer(b, a)),
        List.copyOf(specs.values()));
  }

  /**
   * Adds or narrows the spec of one root that is given away; false when there is nothing to do. The
   * witness meets all specs, so that there is always an answer.
   */
  private boolean tighten(
      Map<String, String> specs,
      List<SatItem> floors,
      SortedMap<String, SatItem> other,
      SortedMap<String, SatItem> witness) {
    for (SatItem floor : floors) {
      if (isOlder(floor, other.get(floor.name()))) {
        SatItem wanted = witness.get(floor.name());
        String exact = exactly(wanted);
        String known = specs.get(floor.name());
        boolean bound = known == null && wanted.version.compareTo(floor.version) >= 0;
        String spec = bound ? floor.name() + ">=" + floor.record.version() : exact;
        if (!spec.equals(known)) {
          specs.put(floor.name(), spec);
          return true;
        }
      }
    }
    return false;
  }

  /** Asks for the newest of a root. */
  private static String spec(SatItem root, SatItem best) {
    return best.version.compareTo(root.version) > 0
        ? root.name() + ">=" + best.record.version()
        : exactly(best);
  }

  private static String exactly(SatItem item) {
    return item.name() + "==" + item.record.version() + "=" + item.record.build();
  }

  private SortedMap<String, SatItem> solve(Collection<String> added) {
    List<RootSpec> specs = new ArrayList<>(request.specs());
    added.forEach(text -> specs.add(new RootSpec(MatchSpec.parse(text), ADDED)));
    try {
      return space.roots(
          fast.solve(
                  new SolveRequest(
                      request.platform(),
                      specs,
                      request.virtualPackages(),
                      request.channels(),
                      request.priority(),
                      request.excludeNewer()))
              .records());
    } catch (UnsolvableException e) {
      throw new IllegalStateException("the engines disagree about " + added, e);
    }
  }
}
