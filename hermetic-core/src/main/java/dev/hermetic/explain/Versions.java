package dev.hermetic.explain;

import dev.hermetic.record.Candidate;
import dev.hermetic.version.Version;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.TreeMap;

/** The versions that builds are of, in order. */
final class Versions {
  private static final int LISTED = 3;

  private final List<String> texts = new ArrayList<>();

  /** Per build the position of its version. */
  private final int[] positions;

  Versions(List<Candidate> builds) {
    TreeMap<Version, Integer> order = new TreeMap<>();
    List<Version> parsed = new ArrayList<>();
    for (Candidate build : builds) {
      Version version = Version.parse(build.version());
      parsed.add(version);
      order.putIfAbsent(version, 0);
    }
    int position = 0;
    for (Version version : order.keySet()) {
      order.put(version, position++);
      texts.add("");
    }
    positions = new int[builds.size()];
    for (int i = 0; i < positions.length; i++) {
      positions[i] = order.get(parsed.get(i));
      texts.set(positions[i], builds.get(i).version());
    }
  }

  /** Every version, the lowest first. */
  List<String> texts() {
    return texts;
  }

  /** Positions of the versions that the builds are of. */
  BitSet of(BitSet builds) {
    BitSet of = new BitSet();
    builds.stream().forEach(build -> of.set(positions[build]));
    return of;
  }

  /** Whether the builds are all those of their versions. */
  boolean areWhole(BitSet builds) {
    BitSet of = of(builds);
    for (int i = 0; i < positions.length; i++) {
      if (of.get(positions[i]) && !builds.get(i)) {
        return false;
      }
    }
    return true;
  }

  /**
   * {@code 1.19.5 to 1.26.4}, runs of versions that lie side by side.
   *
   * @param word before the last run: {@code and} or {@code or}
   */
  String range(BitSet builds, String word) {
    BitSet of = of(builds);
    List<String> runs = new ArrayList<>();
    for (int from = of.nextSetBit(0); from >= 0; ) {
      int to = of.nextClearBit(from) - 1;
      if (to - from < 2) {
        runs.addAll(texts.subList(from, to + 1));
      } else {
        runs.add(texts.get(from) + " to " + texts.get(to));
      }
      from = of.nextSetBit(to + 1);
    }
    if (runs.size() <= LISTED) {
      return Wording.join(runs, word);
    }
    return of.cardinality()
        + " versions from "
        + texts.get(of.nextSetBit(0))
        + " to "
        + texts.get(of.length() - 1);
  }
}
