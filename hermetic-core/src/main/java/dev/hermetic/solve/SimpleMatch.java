package dev.hermetic.solve;

import dev.hermetic.match.MatchSpec;
import dev.hermetic.version.VersionSpec;
import java.util.Arrays;
import java.util.List;

/** Which candidates are matched by a spec that speaks of version and build alone. */
final class SimpleMatch {
  private SimpleMatch() {}

  /**
   * Looks at versions before records, and at few of them where the spec is made of intervals.
   *
   * @param match a {@linkplain MatchSpec#isSimple simple} spec
   */
  static Matching of(Candidates of, MatchSpec match) {
    VersionSpec version = match.version().orElse(null);
    if (version == null) {
      return anyVersion(of, match);
    }
    if (version.isInterval()) {
      return interval(of, match, version);
    }
    List<VersionSpec> intervals = version.intervals();
    return intervals == null
        ? eachVersion(of, match, version)
        : betweenIntervals(of, match, version, intervals);
  }

  private static Matching anyVersion(Candidates of, MatchSpec match) {
    if (match.build().isEmpty()) {
      return Matching.all(of.size());
    }
    Matching.Builder result = new Matching.Builder();
    addBuilds(of, match, 0, of.size(), result);
    return result.build();
  }

  private static Matching eachVersion(Candidates of, MatchSpec match, VersionSpec version) {
    Matching.Builder result = new Matching.Builder();
    int from = 0;
    for (int past : of.versionEnds()) {
      if (from < past && version.matches(of.version(from))) {
        addBuilds(of, match, from, past, result);
      }
      from = past;
    }
    return result.build();
  }

  /** Looks at one version of each stretch that lies alike to all intervals. */
  private static Matching betweenIntervals(
      Candidates of, MatchSpec match, VersionSpec version, List<VersionSpec> intervals) {
    Matching.Builder result = new Matching.Builder();
    int[] cuts = new int[2 * intervals.size() + 1];
    for (int from = 0; from < of.size(); from = of.descendingEnd(from)) {
      int end = of.descendingEnd(from);
      int count = 0;
      for (VersionSpec interval : intervals) {
        int first = of.firstWhere(from, end, one -> interval.side(one) <= 0);
        cuts[count++] = first;
        cuts[count++] = of.firstWhere(first, end, one -> interval.side(one) < 0);
      }
      cuts[count] = end;
      Arrays.sort(cuts);
      int at = from;
      for (int cut : cuts) {
        if (at < cut && version.matches(of.version(at))) {
          addBuilds(of, match, at, cut, result);
        }
        at = cut;
      }
    }
    return result.build();
  }

  /** Versions descend, but for records that rank lower for another reason: few are looked at. */
  private static Matching interval(Candidates of, MatchSpec match, VersionSpec version) {
    Matching.Builder result = new Matching.Builder();
    for (int from = 0; from < of.size(); from = of.descendingEnd(from)) {
      int end = of.descendingEnd(from);
      int first = of.firstWhere(from, end, one -> version.side(one) <= 0);
      int past = of.firstWhere(first, end, one -> version.side(one) < 0);
      addBuilds(of, match, first, past, result);
    }
    return result.build();
  }

  /** Adds those of a range of candidates that the spec's build matches. */
  private static void addBuilds(
      Candidates of, MatchSpec match, int from, int past, Matching.Builder result) {
    if (match.build().isEmpty()) {
      result.add(from, past);
      return;
    }
    String last = "";
    boolean lastResult = false;
    for (int i = from; i < past; i++) {
      // Builds that are alike often lie side by side.
      String build = of.build(i);
      if (i == from || !build.equals(last)) {
        last = build;
        lastResult = match.matchesBuild(build);
      }
      if (lastResult) {
        result.add(i, i + 1);
      }
    }
  }
}
