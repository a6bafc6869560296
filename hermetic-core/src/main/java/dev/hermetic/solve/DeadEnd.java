package dev.hermetic.solve;

import dev.hermetic.record.PackageRecord;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Sees without a search that a spec cannot be met: whichever candidate is taken, what it needs leads to
 * one that the machine rules out, or to nothing. What locked records answer can be met, so few names
 * beside theirs are looked at. Tells the same as {@link CdclSolver}, or nothing.
 */
public final class DeadEnd {
  private final Pool pool;
  private final InPlace locked;
  private final Map<Integer, Fate> fates = new HashMap<>();

  /** Whether something was asked that only a search can tell. */
  private boolean unsure;

  private DeadEnd(SolveRequest request, ChannelMatch channelMatch, Collection<PackageRecord> locked) {
    this.pool = new Pool(request, channelMatch);
    this.locked = new InPlace(pool, new Spec[0], locked);
  }

  private enum Fate {
    MET,
    UNMET,
    UNSURE
  }

  /**
   * Why a spec cannot be met.
   *
   * @param request with this spec alone
   * @param locked records of which some may answer what is needed
   * @return {@link UnsolvableException#reasons()} of a search; empty when that has to tell
   */
  public static Optional<List<String>> reasons(
      SolveRequest request, ChannelMatch channelMatch, Collection<PackageRecord> locked) {
    DeadEnd deadEnd = new DeadEnd(request, channelMatch, locked);
    Spec spec = deadEnd.pool.spec(request.specs().get(0).spec());
    if (deadEnd.canBeMet(spec) || deadEnd.unsure) {
      return Optional.empty();
    }
    List<String> chain = new ReasonChain(deadEnd.pool, deadEnd::canBeMet).of(spec);
    return deadEnd.unsure ? Optional.empty() : Optional.of(chain);
  }

  /** For a chain, which goes on from what cannot be met. */
  private boolean canBeMet(Spec spec) {
    Fate fate = fate(spec);
    unsure |= fate == Fate.UNSURE || fate == Fate.UNMET && isTied(spec);
    return fate == Fate.MET;
  }

  /** Whether a search may bring another candidate of the spec to the front. */
  private boolean isTied(Spec spec) {
    Candidates candidates = pool.candidates(spec.name);
    Matching matching = pool.matching(spec);
    int first = -1;
    for (int i = 0; i < candidates.size(); i++) {
      if (matching.has(i) && pool.dependencies().needs(candidates, i) != null) {
        if (first >= 0) {
          return candidates.tieEnd(first) > i;
        }
        first = i;
      }
    }
    return false;
  }

  private Fate fate(Spec spec) {
    Fate known = fates.get(spec.id);
    if (known == null) {
      // In a circle nothing is sure.
      fates.put(spec.id, Fate.UNSURE);
      known = judged(spec);
      fates.put(spec.id, known);
    }
    return known;
  }

  private Fate judged(Spec spec) {
    if (locked.answers(spec)) {
      return Fate.MET;
    }
    Candidates candidates = pool.candidates(spec.name);
    Matching matching = pool.matching(spec);
    for (int i = 0; i < candidates.size(); i++) {
      if (matching.has(i) && !isRuledOut(candidates, i)) {
        return Fate.UNSURE;
      }
    }
    return Fate.UNMET;
  }

  private boolean isRuledOut(Candidates candidates, int candidate) {
    int[] needs = pool.dependencies().needs(candidates, candidate);
    int[] keeps = pool.dependencies().keeps(candidates, candidate);
    return needs == null || keeps == null || breaks(keeps) || lacks(needs);
  }

  private boolean breaks(int[] keeps) {
    for (int keep : keeps) {
      Spec kept = pool.spec(keep);
      if (pool.isVirtual(kept.name) && !pool.matching(kept).has(0)) {
        return true;
      }
    }
    return false;
  }

  private boolean lacks(int[] needs) {
    for (int need : needs) {
      if (fates.get(need) == Fate.UNMET) {
        return true;
      }
    }
    for (int need : needs) {
      if (fate(pool.spec(need)) == Fate.UNMET) {
        return true;
      }
    }
    return false;
  }
}
