package dev.hermetic.lock;

import dev.hermetic.platform.Platform;
import dev.hermetic.record.PackageRecord;
import dev.hermetic.solve.Moved;
import dev.hermetic.solve.Proof;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What the platforms of a request came to.
 *
 * @param moves what changed to the records that were there, and why; of platforms that had some
 * @param proofs empty unless proofs were asked for
 */
record Solved(
    SortedMap<Platform, List<PackageRecord>> records,
    SortedMap<Platform, List<Moved>> moves,
    SortedMap<Platform, Proof> proofs) {
  /** The answer of one platform alone. */
  Solved only(Platform platform) {
    return new Solved(
        only(records, platform), only(moves, platform), only(proofs, platform));
  }

  private static <T> SortedMap<Platform, T> only(SortedMap<Platform, T> of, Platform platform) {
    SortedMap<Platform, T> one = new TreeMap<>(of);
    one.keySet().retainAll(Set.of(platform));
    return one;
  }

  /** The same with other answers in the place of some. */
  Solved with(Solved others) {
    SortedMap<Platform, List<PackageRecord>> allRecords = new TreeMap<>(records);
    allRecords.putAll(others.records);
    SortedMap<Platform, List<Moved>> allMoves = new TreeMap<>(moves);
    allMoves.putAll(others.moves);
    SortedMap<Platform, Proof> allProofs = new TreeMap<>(proofs);
    allProofs.putAll(others.proofs);
    return new Solved(allRecords, allMoves, allProofs);
  }

  /** The same without what neither a name nor a package of the answer needs. */
  Solved needed(Function<Platform, Set<String>> names) {
    SortedMap<Platform, List<PackageRecord>> needed = new TreeMap<>();
    records.forEach((platform, of) -> needed.put(platform, Needed.of(of, names.apply(platform))));
    return new Solved(needed, moves, proofs);
  }
}
