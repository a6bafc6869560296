package dev.hermetic.solve;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that a name which must be in an answer is there because the roots lead to it. A search
 * may meet a spec by a record that nothing else needs; such an answer is ruled out by what every
 * other answer has: something outside of all that hangs in the air needs a name inside.
 */
final class Support {
  private final Pool pool;
  private final Spec[] roots;
  private @Nullable Set<Integer> universe;

  Support(Pool pool, Spec[] roots) {
    this.pool = pool;
    this.roots = roots;
  }

  /**
   * What to ask for further, when the search's present answer has one of the names for no reason.
   *
   * @param names all of them in the search's answer
   */
  Optional<Spec> missing(Search search, List<Integer> names) {
    if (names.isEmpty()) {
      return Optional.empty();
    }
    Map<Integer, Integer> reached = CdclSolver.reached(pool, search, roots);
    if (reached.keySet().containsAll(names)) {
      return Optional.empty();
    }
    Set<Integer> floating = new TreeSet<>(names);
    floating.removeAll(reached.keySet());
    Deque<Integer> open = new ArrayDeque<>(floating);
    while (!open.isEmpty()) {
      int name = open.remove();
      for (int need : needs(name, search.chosen(name))) {
        int other = pool.spec(need).name;
        if (!reached.containsKey(other) && !pool.isVirtual(other) && floating.add(other)) {
          open.add(other);
        }
      }
    }
    List<Spec> supports = new ArrayList<>();
    for (int name : universe()) {
      if (!floating.contains(name)) {
        supports(name, floating).ifPresent(supports::add);
      }
    }
    return Optional.of(pool.oneOf(supports));
  }

  /** The candidates of a name that need one of the others. */
  private Optional<Spec> supports(int name, Set<Integer> others) {
    boolean[] matching = new boolean[pool.candidates(name).size()];
    boolean some = false;
    for (int i = 0; i < matching.length; i++) {
      matching[i] =
          Arrays.stream(needs(name, i)).anyMatch(need -> others.contains(pool.spec(need).name));
      some |= matching[i];
    }
    return some
        ? Optional.of(pool.grade(name, "a support in " + pool.name(name), matching))
        : Optional.empty();
  }

  private int[] needs(int name, int candidate) {
    int[] needs = candidate < 0 ? null : pool.needs(pool.candidates(name), candidate);
    return needs == null ? new int[0] : needs;
  }

  /** Every name that the roots may lead to. */
  private Set<Integer> universe() {
    Set<Integer> known = universe;
    if (known == null) {
      known = new TreeSet<>();
      List<Integer> layer = new ArrayList<>();
      for (Spec root : roots) {
        if (known.add(root.name)) {
          layer.add(root.name);
        }
      }
      while (!layer.isEmpty()) {
        pool.prefetch(layer);
        List<Integer> next = new ArrayList<>();
        for (int name : layer) {
          for (int i = 0; i < pool.candidates(name).size(); i++) {
            for (int need : needs(name, i)) {
              if (known.add(pool.spec(need).name)) {
                next.add(pool.spec(need).name);
              }
            }
          }
        }
        layer = next;
      }
      universe = known;
    }
    return known;
  }
}
