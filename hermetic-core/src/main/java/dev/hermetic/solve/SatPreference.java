package dev.hermetic.solve;

import dev.hermetic.channel.ChannelPriority;
import dev.hermetic.version.Version;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Which of two records of one name is preferred, by the order that libsolv and resolvo share: fewer
 * tracked features, (flexible priority: the earlier channel,) higher version, higher build number,
 * dependencies with higher best versions, newer timestamp; then a total order.
 */
final class SatPreference {
  static final Comparator<SatItem> BY_NAME_THEN_PREFERENCE =
      Comparator.comparing(SatItem::name).thenComparingInt(item -> item.preference);

  /** The last word, so that the order of files and maps never has it. */
  private static final Comparator<SatItem> BY_TIME_THEN_TEXT =
      Comparator.<SatItem>comparingLong(item -> item.record.timestamp())
          .reversed()
          .thenComparingInt(item -> item.channelRank)
          .thenComparing(item -> item.record.noarch() != null)
          .thenComparing(item -> item.record.build())
          .thenComparing(item -> item.record.fileName())
          .thenComparing(item -> item.record.url());

  private final Comparator<SatItem> byVersion;
  private final Comparator<SatItem> byVersionAndNumber;

  SatPreference(ChannelPriority priority) {
    Comparator<SatItem> byFeatures =
        Comparator.comparingInt(item -> item.record.trackFeatures().size());
    Comparator<SatItem> byChannel =
        priority == ChannelPriority.FLEXIBLE
            ? byFeatures.thenComparingInt(item -> item.channelRank)
            : byFeatures;
    byVersion = byChannel.thenComparing(item -> item.version, Comparator.<Version>reverseOrder());
    byVersionAndNumber =
        byVersion.thenComparing(item -> item.record.buildNumber(), Comparator.reverseOrder());
  }

  /** The coarse order: builds of one version are equal in it. */
  Comparator<SatItem> byVersion() {
    return byVersion;
  }

  /** Sorts the items of one name, the most preferred first, and numbers them. */
  void rank(List<SatItem> items) {
    items.sort(byVersionAndNumber.thenComparing(BY_TIME_THEN_TEXT));
    for (int start = 0; start < items.size(); ) {
      int end = start + 1;
      while (end < items.size()
          && byVersionAndNumber.compare(items.get(start), items.get(end)) == 0) {
        end++;
      }
      if (end - start > 1) {
        List<SatItem> tied = items.subList(start, end);
        tied.sort(byBestDependencies(tied).thenComparing(BY_TIME_THEN_TEXT));
      }
      start = end;
    }
    for (int place = 0; place < items.size(); place++) {
      items.get(place).preference = place;
    }
  }

  /** The highest version that a dependency admits, and whether it is only to be had featured. */
  private record Best(Version version, boolean featured) implements Comparable<Best> {
    static Best lower(Best one, Best other) {
      return one.compareTo(other) >= 0 ? one : other;
    }

    /** The better one first. */
    @Override
    public int compareTo(Best other) {
      return featured != other.featured
          ? Boolean.compare(featured, other.featured)
          : other.version.compareTo(version);
    }
  }

  private static Comparator<SatItem> byBestDependencies(Collection<SatItem> tied) {
    Map<SatItem, Map<String, Best>> bests = new HashMap<>();
    TreeSet<String> shared = null;
    for (SatItem item : tied) {
      Map<String, Best> best = new HashMap<>();
      for (SatNeed need : item.needs) {
        if (need.highest != null && need.spec.hasExactName()) {
          best.merge(need.spec.name(), new Best(need.highest, need.featured), Best::lower);
        }
      }
      bests.put(item, best);
      if (shared == null) {
        shared = new TreeSet<>(best.keySet());
      } else {
        shared.retainAll(best.keySet());
      }
    }
    Comparator<SatItem> order = (one, other) -> 0;
    for (String name : shared == null ? List.<String>of() : List.copyOf(shared)) {
      order = order.thenComparing(item -> bests.get(item).get(name));
    }
    return order;
  }
}
