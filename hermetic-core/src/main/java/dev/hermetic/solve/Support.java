package dev.hermetic.solve;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that a name which must be in an answer is there because the roots lead to it: a search
 * may meet a spec by a record that nothing else needs. Such an answer is ruled out first by a chain
 * of records that need each other up to a root; where the chain runs in a circle, by what every
 * other answer has: a record outside of all that leads to the name needs one of them.
 */
final class Support {
  private final Pool pool;
  private final Set<Integer> rootNames = new TreeSet<>();
  private final Map<Set<Integer>, Spec> supports = new HashMap<>();
  private @Nullable Map<Integer, Set<Integer>> neededBy;

  Support(Pool pool, Spec[] roots) {
    this.pool = pool;
    for (Spec root : roots) {
      rootNames.add(root.name);
    }
  }

  /** That something which itself has support needs the name. */
  Spec chain(int name) {
    return into(Set.of(name));
  }

  /** {@link #chain} where it was asked for before. */
  Optional<Spec> knownChain(int name) {
    return Optional.ofNullable(supports.get(Set.of(name)));
  }

  /**
   * What to ask for further, when the search's present answer has a name by a chain that runs in a
   * circle. Asked often enough, there is no such answer any more: every time another set of names is
   * told.
   */
  Spec wayInto(int name, Search search) {
    return into(leadingTo(name, search));
  }

  /** The name and all in the present answer that lead to it. */
  private Set<Integer> leadingTo(int name, Search search) {
    Set<Integer> leading = new TreeSet<>(Set.of(name));
    Deque<Integer> open = new ArrayDeque<>(leading);
    while (!open.isEmpty()) {
      int needed = open.remove();
      for (int other : neededBy().getOrDefault(needed, Set.of())) {
        int chosen = search.chosen(other);
        if (chosen >= 0
            && needsOneOf(pool.candidates(other), chosen, Set.of(needed))
            && leading.add(other)) {
          open.add(other);
        }
      }
    }
    return leading;
  }

  /** Something outside, which itself has support, needs one of the names; no root is among them. */
  private Spec into(Set<Integer> names) {
    Spec known = supports.get(names);
    if (known == null) {
      String text =
          names.stream().map(pool::name).collect(Collectors.joining(" or ", "what needs ", ""));
      known = pool.oneOf(text, () -> supporters(names));
      supports.put(names, known);
    }
    return known;
  }

  private List<int[]> supporters(Set<Integer> names) {
    Set<Integer> outside = new LinkedHashSet<>();
    names.forEach(name -> outside.addAll(neededBy().getOrDefault(name, Set.of())));
    outside.removeAll(names);
    List<int[]> supporters = new ArrayList<>();
    for (int other : outside) {
      int needs =
          pool.grade(other, pool.name(other) + " for support", of -> needing(of, names)).id;
      supporters.add(
          rootNames.contains(other)
              ? new int[] {needs}
              : new int[] {needs, into(Set.of(other)).id});
    }
    return supporters;
  }

  /** Those that need one of the names; what is not looked at yet may do so. */
  private Matching needing(Candidates of, Set<Integer> names) {
    return Matching.of(of.size(), i -> of.isHeld() && i > 0 || needsOneOf(of, i, names));
  }

  private boolean needsOneOf(Candidates of, int candidate, Set<Integer> others) {
    int[] needs = pool.dependencies().needs(of, candidate);
    if (needs != null) {
      for (int need : needs) {
        if (others.contains(pool.spec(need).name)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Every name that the roots may lead to, with those that may need it, nearest to roots first. */
  private Map<Integer, Set<Integer>> neededBy() {
    Map<Integer, Set<Integer>> known = neededBy;
    if (known == null) {
      known = new LinkedHashMap<>();
      List<Integer> layer = List.copyOf(rootNames);
      Set<Integer> seen = new TreeSet<>(layer);
      while (!layer.isEmpty()) {
        pool.loader().prefetch(layer);
        List<Integer> next = new ArrayList<>();
        for (int name : layer) {
          for (int other : pool.dependencyNames().neededBy(name)) {
            known.computeIfAbsent(other, n -> new LinkedHashSet<>()).add(name);
            if (seen.add(other)) {
              next.add(other);
            }
          }
        }
        layer = next;
      }
      neededBy = known;
    }
    return known;
  }
}
