package dev.hermetic.solve;

import dev.hermetic.match.MatchSpec;
import dev.hermetic.problem.Location;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

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
    return other == null ? Optional.empty() : Optional.of(tradeOff(root, best, kept(best, other)));
  }

  /** The roots that need not be older for the best to be had; no further root could be kept. */
  private TreeSet<String> kept(SatItem best, SortedMap<String, SatItem> first) {
    TreeSet<String> kept = new TreeSet<>();
    List<List<SatItem>> wishes = new ArrayList<>();
    wishes.add(space.atLeast(best));
    keep(best, first, kept, wishes);
    for (SatItem root : roots.values()) {
      if (!root.name().equals(best.name()) && !kept.contains(root.name())) {
        wishes.add(space.atLeast(root));
        SortedMap<String, SatItem> found = space.answer(wishes);
        wishes.remove(wishes.size() - 1);
        if (found != null) {
          keep(best, found, kept, wishes);
        }
      }
    }
    return kept;
  }

  private void keep(
      SatItem best,
      SortedMap<String, SatItem> answer,
      TreeSet<String> kept,
      List<List<SatItem>> wishes) {
    for (SatItem root : roots.values()) {
      if (!root.name().equals(best.name())
          && !isOlder(root, answer.get(root.name()))
          && kept.add(root.name())) {
        wishes.add(space.atLeast(root));
      }
    }
  }

  private boolean isOlder(SatItem root, SatItem other) {
    return space.isNewer(root, other);
  }

  /** Asks for the root, and for those kept that the first engine would give away for another. */
  private Proof.TradeOff tradeOff(SatItem root, SatItem best, TreeSet<String> kept) {
    List<String> specs = new ArrayList<>();
    specs.add(spec(root, best));
    while (true) {
      SortedMap<String, SatItem> other = solve(specs);
      String given = givenAway(kept, other);
      if (given == null) {
        return new Proof.TradeOff(
            new Proof.Change(
                root.name(), root.record.version(), other.get(root.name()).record.version()),
            NewestProof.changes(roots, other, this::isOlder),
            NewestProof.changes(
                roots,
                other,
                (a, b) -> !a.name().equals(root.name()) && space.isNewer(b, a)),
            specs);
      }
      specs.add(spec(null, roots.get(given)));
    }
  }

  private @Nullable String givenAway(TreeSet<String> kept, SortedMap<String, SatItem> other) {
    for (String name : kept) {
      if (isOlder(roots.get(name), other.get(name))) {
        return name;
      }
    }
    return null;
  }

  /** Asks for an item rather than another that the request allows too. */
  private static String spec(@Nullable SatItem instead, SatItem item) {
    String version = item.record.version();
    int order = instead == null ? 1 : item.version.compareTo(instead.version);
    return order > 0
        ? item.name() + ">=" + version
        : item.name() + "==" + version + (order < 0 ? "" : "=" + item.record.build());
  }

  private SortedMap<String, SatItem> solve(List<String> added) {
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
