package dev.hermetic.solve;

import dev.hermetic.record.Candidate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Why a spec cannot be met even alone: what its most preferred candidate lacks, what the most preferred
 * candidate for that lacks, and so on to the end.
 */
final class ReasonChain {
  private static final int SHOWN = 4;

  private final Pool pool;
  private final Predicate<Spec> canBeMet;

  /**
   * @param canBeMet whether a spec has an answer alone
   */
  ReasonChain(Pool pool, Predicate<Spec> canBeMet) {
    this.pool = pool;
    this.canBeMet = canBeMet;
  }

  /** A sentence without full stop for each link. */
  List<String> of(Spec unmet) {
    List<String> chain = new ArrayList<>();
    Set<Integer> visited = new HashSet<>();
    Spec spec = unmet;
    while (spec != null && visited.add(spec.id)) {
      spec = missing(spec, chain);
    }
    return List.copyOf(chain);
  }

  /** Says why a spec cannot be met; returns the dependency that is to blame, null at the end. */
  private @Nullable Spec missing(Spec spec, List<String> chain) {
    Candidates candidates = pool.candidates(spec.name);
    Matching matching = pool.matching(spec);
    for (int position = 0; position < candidates.size(); position++) {
      int candidate = candidates.at(position);
      Candidate record = candidates.record(candidate);
      int[] needs = pool.dependencies().of(record.depends());
      if (!matching.has(candidate) || needs == null) {
        continue;
      }
      for (int need : needs) {
        Spec needed = pool.spec(need);
        if (!canBeMet.test(needed)) {
          chain.add(record + " needs `" + needed.text + "`");
          return needed;
        }
      }
      broken(record).ifPresent(chain::add);
      return null;
    }
    chain.add(absent(candidates, spec));
    return null;
  }

  /** What the record asks of the machine and the machine does not have. */
  private Optional<String> broken(Candidate record) {
    int[] keeps = pool.dependencies().of(record.constrains());
    if (keeps == null) {
      return Optional.empty();
    }
    for (int keep : keeps) {
      Spec kept = pool.spec(keep);
      if (pool.isVirtual(kept.name) && !pool.matching(kept).has(0)) {
        return Optional.of(
            record
                + " works only with `"
                + kept.text
                + "`, and the virtual packages have "
                + pool.candidates(kept.name).record(0).version());
      }
    }
    return Optional.empty();
  }

  private String absent(Candidates candidates, Spec spec) {
    if (candidates.size() == 0) {
      return "no package is named `" + pool.name(spec.name) + "`";
    }
    List<String> versions =
        IntStream.range(0, candidates.size())
            .mapToObj(position -> candidates.record(candidates.at(position)).version())
            .distinct()
            .toList();
    String known = String.join(", ", versions.subList(0, Math.min(SHOWN, versions.size())));
    int older = versions.size() - SHOWN;
    return "no "
        + (pool.name(spec.name).startsWith("__") ? "virtual package" : "record")
        + " matches `"
        + spec.text
        + "`; there is "
        + known
        + (older > 0 ? " and " + older + (older == 1 ? " older one" : " older ones") : "");
  }
}
