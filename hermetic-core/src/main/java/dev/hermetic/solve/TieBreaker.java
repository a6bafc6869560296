package dev.hermetic.solve;

import dev.hermetic.version.Version;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Objects;
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
    int start = candidates.tieStart(position);
    int end = candidates.tieEnd(position);
    if (end - start < 2 || candidates.tieOrdered(start) || areAlike(candidates, start, end)) {
      return;
    }
    pool.loader().prefetch(dependencyNames(candidates, start, end));
    Map<int[], Map<String, Highest>> best = new IdentityHashMap<>();
    Set<String> shared = null;
    for (int i = start; i < end; i++) {
      int[] specs = pool.dependencies().needs(candidates, i);
      if (specs == null || best.containsKey(specs)) {
        continue;
      }
      Map<String, Highest> dependencies = dependencies(specs);
      best.put(specs, dependencies);
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
    Arrays.sort(
        positions,
        (a, b) -> compare(common, best(candidates, a, best), best(candidates, b, best)));
    candidates.reorder(start, Arrays.stream(positions).mapToInt(Integer::intValue).toArray());
  }

  /** Whether they all depend on the same. */
  private boolean areAlike(Candidates candidates, int start, int end) {
    int[] first = pool.dependencies().needs(candidates, start);
    int i = start + 1;
    while (i < end && pool.dependencies().needs(candidates, i) == first) {
      i++;
    }
    return i == end;
  }

  /** Nothing for what does not parse: it is never chosen, so wherever it stands. */
  private Map<String, Highest> best(
      Candidates candidates, int candidate, Map<int[], Map<String, Highest>> best) {
    int[] specs = pool.dependencies().needs(candidates, candidate);
    return specs == null ? Map.of() : Objects.requireNonNull(best.get(specs));
  }

  private Set<Integer> dependencyNames(Candidates candidates, int start, int end) {
    Set<Integer> names = new TreeSet<>();
    for (int i = start; i < end; i++) {
      int[] specs = pool.dependencies().needs(candidates, i);
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
    if (a == b) {
      return 0;
    }
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
      Candidates of = pool.loader().whole(spec.name);
      Matching matching = pool.matcher().matching(spec, of);
      if (matching.isEmpty()) {
        known = Highest.NOTHING;
      } else {
        // Those with track_features come last.
        boolean tracked = of.trackFeatures(matching.first(0)) > 0;
        known = new Highest(of.highest(matching), tracked);
      }
      highest.put(spec.id, known);
    }
    return known;
  }
}
