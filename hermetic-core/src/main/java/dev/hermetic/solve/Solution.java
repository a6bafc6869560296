package dev.hermetic.solve;

import dev.hermetic.record.PackageRecord;
import java.util.Comparator;
import java.util.List;

/**
 * An engine's answer.
 *
 * @param records one a name, without virtual packages, sorted by name
 * @param statistics what the search took
 */
public record Solution(List<PackageRecord> records, Statistics statistics) {
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
  }
}
