package dev.hermetic.minimize;

import dev.hermetic.prefix.ManifestEntry;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What of a prefix goes into the image.
 *
 * @param policy name of the policy
 * @param kept in the order of their paths
 * @param removed in the order of their paths
 * @param heldBack what would have been removed by its path and stays
 */
public record Minimized(
    String policy, List<ManifestEntry> kept, List<Removed> removed, List<HeldBack> heldBack) {
  public Minimized {
    kept = List.copyOf(kept);
    removed = List.copyOf(removed);
    heldBack = List.copyOf(heldBack);
  }

  /**
   * A path that is left out.
   *
   * @param kind name of the kind in the policy; of a folder that became empty, that of its first path
   */
  public record Removed(ManifestEntry entry, String kind) {}

  /**
   * What stays although the policy names it.
   *
   * @param what a kind, or a path
   * @param reason why, as a clause: {@code cython is locked}
   */
  public record HeldBack(String what, String reason) {}

  /** Files and their bytes. */
  public record Amount(int files, long bytes) {
    Amount plus(long more) {
      return new Amount(files + 1, bytes + more);
    }
  }

  /** How much of each kind was removed, by the kind's name. */
  public SortedMap<String, Amount> byKind() {
    SortedMap<String, Amount> amounts = new TreeMap<>();
    for (Removed one : removed) {
      if (one.entry.kind() != ManifestEntry.Kind.DIRECTORY) {
        amounts.merge(
            one.kind,
            new Amount(1, one.entry.size()),
            (before, added) -> before.plus(added.bytes()));
      }
    }
    return amounts;
  }

  /** All that was removed. */
  public Amount total() {
    Amount total = new Amount(0, 0);
    for (Removed one : removed) {
      if (one.entry.kind() != ManifestEntry.Kind.DIRECTORY) {
        total = total.plus(one.entry.size());
      }
    }
    return total;
  }
}
