package dev.hermetic.solve;

import dev.hermetic.record.Candidate;
import dev.hermetic.record.PackageRecord;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Sees whether one name can be as new as it ever is, or everything be as it was, with all other
 * locked records left in place. Most updates are of that kind, and none is smaller: then nothing has
 * to be searched for, and of the other names only the locked records are looked at.
 */
final class InPlace {
  private static final int NO_CANDIDATE = -1;

  private final Pool pool;
  private final Spec[] roots;
  private final Map<Integer, PackageRecord> locked = new HashMap<>();

  /** Locked records as the channels have them now; null where they have them no more. */
  private final Map<Integer, @Nullable Candidate> standing = new HashMap<>();

  InPlace(Pool pool, Spec[] roots, Collection<PackageRecord> locked) {
    this.pool = pool;
    this.roots = roots;
    locked.forEach(record -> this.locked.put(pool.nameId(record.name()), record));
  }

  /** The locked records that the roots still need; null when they are no answer. */
  @Nullable List<PackageRecord> unchanged() {
    Map<Integer, Candidate> answer = reached(roots, NO_CANDIDATE, NO_CANDIDATE);
    return answer == null ? null : records(answer);
  }

  /** Whether the locked records are an answer to a spec alone. */
  boolean answers(Spec spec) {
    return reached(new Spec[] {spec}, NO_CANDIDATE, NO_CANDIDATE) != null;
  }

  /**
   * The locked records with the most preferred record of a name in its best grade.
   *
   * @param limits further specs of the name
   * @return null when that is no answer, or the roots do not lead to the name
   */
  @Nullable List<PackageRecord> newest(int name, Spec[] limits) {
    Candidates candidates = pool.candidates(name);
    boolean[] allowed = new boolean[candidates.size()];
    Arrays.fill(allowed, true);
    for (Spec[] specs : List.of(roots, limits)) {
      for (Spec spec : specs) {
        for (int i = 0; spec.name == name && i < allowed.length; i++) {
          allowed[i] &= pool.matching(spec).has(i);
        }
      }
    }
    int first = 0;
    while (first < allowed.length && !allowed[first]) {
      first++;
    }
    for (int start = first;
        start < allowed.length && candidates.grades[start] == candidates.grades[first];
        start = candidates.tieEnd(start)) {
      List<PackageRecord> answer = ofTie(name, candidates, start, allowed);
      if (answer != null) {
        return answer;
      }
    }
    return null;
  }

  /** With the most preferred of the candidates from a position on that are a tie. */
  private @Nullable List<PackageRecord> ofTie(
      int name, Candidates candidates, int start, boolean[] allowed) {
    Map<Integer, Map<Integer, Candidate>> answers = new HashMap<>();
    int end = candidates.tieEnd(start);
    for (int i = candidates.tieStart(start); i < end; i++) {
      Map<Integer, Candidate> answer = allowed[i] ? reached(roots, name, i) : null;
      if (answer != null && answer.containsKey(name)) {
        answers.put(i, answer);
      }
    }
    if (answers.size() > 1) {
      new TieBreaker(pool).order(candidates, start);
    }
    for (int position = candidates.tieStart(start); position < end; position++) {
      Map<Integer, Candidate> answer = answers.get(candidates.at(position));
      if (answer != null) {
        return records(answer);
      }
    }
    return null;
  }

  private static List<PackageRecord> records(Map<Integer, Candidate> answer) {
    return answer.values().stream()
        .map(Candidate::record)
        .sorted(Comparator.comparing(PackageRecord::name))
        .toList();
  }

  /**
   * What some specs lead to among the locked records and one other.
   *
   * @param candidate the one to take for the name
   * @return null when something is missing or broken
   */
  private @Nullable Map<Integer, Candidate> reached(Spec[] from, int name, int candidate) {
    Map<Integer, Candidate> reached = new TreeMap<>();
    List<int[]> constraints = new ArrayList<>();
    Deque<Spec> open = new ArrayDeque<>(List.of(from));
    while (!open.isEmpty()) {
      Spec spec = open.remove();
      if (spec.name == name ? !pool.matching(spec).has(candidate) : !isMet(spec)) {
        return null;
      }
      if (pool.isVirtual(spec.name) || reached.containsKey(spec.name)) {
        continue;
      }
      Candidate taken =
          spec.name == name ? pool.candidates(name).record(candidate) : standing(spec.name);
      int[] needs = taken == null ? null : pool.dependencies().of(taken.depends());
      int[] keeps = taken == null ? null : pool.dependencies().of(taken.constrains());
      if (taken == null || needs == null || keeps == null) {
        return null;
      }
      reached.put(spec.name, taken);
      constraints.add(keeps);
      for (int need : needs) {
        open.add(pool.spec(need));
      }
    }
    for (int[] keeps : constraints) {
      for (int keep : keeps) {
        Spec spec = pool.spec(keep);
        boolean there = reached.containsKey(spec.name) || pool.isVirtual(spec.name);
        if (there && (spec.name == name ? !pool.matching(spec).has(candidate) : !isMet(spec))) {
          return null;
        }
      }
    }
    return reached;
  }

  /** Whether the machine or the standing record of its name meets a spec. */
  boolean isMet(Spec spec) {
    if (pool.isVirtual(spec.name)) {
      return pool.matching(spec).has(0);
    }
    Candidate taken = standing(spec.name);
    return taken != null && pool.matcher().isMatch(spec, taken);
  }

  /** The locked record of a name as the channels have it now; null where they have none. */
  @Nullable Candidate standing(int name) {
    if (!standing.containsKey(name)) {
      PackageRecord record = locked.get(name);
      standing.put(name, record == null ? null : pool.offers().find(record));
    }
    return standing.get(name);
  }
}
