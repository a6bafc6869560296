package dev.hermetic.solve;

import dev.hermetic.record.PackageRecord;
import java.util.Comparator;
import java.util.List;

/**
 * An engine's answer.
 *
 * @param records one a name, without virtual packages, sorted by name
 * @param statistics what the search took
 * @param unusable records that were looked at and left out, since one of their dependencies is no
 *     match spec or sets conditions (CEP-43, CEP-44), which are not understood: {@code subdir/file}
 *     and that dependency; sorted. An engine that does not look at all says none
 */
public record Solution(
    List<PackageRecord> records, Statistics statistics, List<String> unusable) {
  /**
   * Counts, never times: equal for equal requests.
   *
   * @param names package names looked at
   * @param records records decoded
   * @param decisions choices made
   * @param conflicts choices that had to be taken back
   */
  public record Statistics(int names, int records, long decisions, long conflicts) {}

  public Solution {
    records = records.stream().sorted(Comparator.comparing(PackageRecord::name)).toList();
    unusable = unusable.stream().sorted().distinct().toList();
  }

  /** An answer for which no record was left out. */
  public Solution(List<PackageRecord> records, Statistics statistics) {
    this(records, statistics, List.of());
  }
}
