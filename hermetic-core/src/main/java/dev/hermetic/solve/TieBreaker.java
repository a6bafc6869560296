package dev.hermetic.solve;

import dev.hermetic.version.Version;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Orders records of equal version and build number as resolvo does: for the dependencies that all of
 * them share, in name order, the one whose dependency admits the higher version comes first; then
 * the newer one.
 */
final class TieBreaker {
  private final Pool pool;
  private final Map<Integer, Highest> highest = new HashMap<>();

  TieBreaker(Pool pool) {
    this.pool = pool;
  }

  /** Best that a dependency admits; version null when nothing matches. */
  private record Highest(@Nullable Version version, boolean tracked) {
    static final Highest NOTHING = new Highest(null, false);
  }

  /** Brings the tie that {@code position} lies in into its final order. */
  void order(Candidates candidates, int position) {
    if (candidates.tieOrdered(position)) {
      return;
    }
    int start = candidates.tieStart(position);
    int end = candidates.tieEnd(position);
    if (end - start < 2) {
      return;
    }
    pool.prefetch(dependencyNames(candidates, start, end));
    Map<Integer, Map<String, Highest>> best = new HashMap<>();
    Set<String> shared = null;
    for (int i = start; i < end; i++) {
      int[] specs = pool.needs(candidates, i);
      if (specs == null) {
        // Never chosen, so wherever it stands.
        best.put(i, Map.of());
        continue;
      }
      Map<String, Highest> dependencies = dependencies(specs);
      best.put(i, dependencies);
      if (shared == null) {
        shared = new TreeSet<>(dependencies.keySet());
      } else {
        shared.retainAll(dependencies.keySet());
      }
    }
    Set<String> common = shared == null ? Set.of() : shared;
    Integer[] positions = new Integer[end - start];
    for (int i = start; i < end; i++) {
      positions[i - start] = i;
    }
    // The sort is stable: what is equal keeps the order by time stamp.
    Arrays.sort(positions, (a, b) -> compare(common, best.get(a), best.get(b)));
    for (int i = start; i < end; i++) {
      candidates.order[i] = positions[i - start];
    }
  }

  private Set<Integer> dependencyNames(Candidates candidates, int start, int end) {
    Set<Integer> names = new TreeSet<>();
    for (int i = start; i < end; i++) {
      int[] specs = pool.needs(candidates, i);
      if (specs != null) {
        for (int spec : specs) {
          names.add(pool.spec(spec).name);
        }
      }
    }
    return names;
  }

  private static int compare(
      Set<String> shared, Map<String, Highest> a, Map<String, Highest> b) {
    for (String name : shared) {
      Highest x = a.getOrDefault(name, Highest.NOTHING);
      Highest y = b.getOrDefault(name, Highest.NOTHING);
      if (x.version == null || y.version == null) {
        if ((x.version == null) != (y.version == null)) {
          return x.version == null ? 1 : -1;
        }
        continue;
      }
      if (x.tracked != y.tracked) {
        return x.tracked ? 1 : -1;
      }
      int order = y.version.compareTo(x.version);
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  private Map<String, Highest> dependencies(int[] specs) {
    Map<String, Highest> result = new HashMap<>();
    for (int id : specs) {
      Spec spec = pool.spec(id);
      result.merge(pool.name(spec.name), highest(spec), TieBreaker::lower);
    }
    return result;
  }

  /** Several specs on one name: the lowest of what they admit. */
  private static Highest lower(Highest a, Highest b) {
    if (a.version == null || b.version == null) {
      return Highest.NOTHING;
    }
    Version version = a.version.compareTo(b.version) <= 0 ? a.version : b.version;
    return new Highest(version, a.tracked || b.tracked);
  }

  private Highest highest(Spec spec) {
    Highest known = highest.get(spec.id);
    if (known == null) {
      Candidates of = pool.candidates(spec.name);
      boolean[] matching = pool.matching(spec);
      Version version = null;
      boolean tracked = true;
      for (int i = 0; i < matching.length; i++) {
        if (matching[i]) {
          if (version == null || of.versions[i].compareTo(version) > 0) {
            version = of.versions[i];
          }
          tracked &= !of.records[i].trackFeatures().isEmpty();
        }
      }
      known = version == null ? Highest.NOTHING : new Highest(version, tracked);
      highest.put(spec.id, known);
    }
    return known;
  }
}
