package dev.hermetic.solve.change;

import dev.hermetic.channel.ChannelPriority;
import dev.hermetic.record.PackageRecord;
import dev.hermetic.repodata.Repodata;
import dev.hermetic.solve.RootSpec;
import dev.hermetic.version.Version;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** How good an answer is as a change, by the plain reading of the objective. */
final class Rating {
  private final ChangeCase of;
  private final Map<String, PackageRecord> locked = new TreeMap<>();
  final Set<String> asked = new LinkedHashSet<>();
  final Set<String> fresh = new TreeSet<>();

  Rating(ChangeCase of, EveryAnswer space) {
    this.of = of;
    of.locked().forEach(record -> locked.put(record.name(), record));
    of.asked().forEach(one -> asked.add(one.spec().name()));
    for (RootSpec root : of.request().specs()) {
      PackageRecord record = locked.get(root.spec().name());
      boolean stands =
          record != null
              && space.candidates(record.name()).contains(record)
              && root.spec().matches(record);
      if (!stands && !asked.contains(root.spec().name())) {
        fresh.add(root.spec().name());
      }
    }
  }

  /** Lower is better: per asked name, moves, per fresh name, moved or added, downgrades. */
  record Rate(
      List<PackageRecord> asked, List<PackageRecord> fresh, int moved, int changed, int older) {}

  Rate rate(Map<String, PackageRecord> answer) {
    int moved = 0;
    int added = 0;
    int older = 0;
    for (PackageRecord record : answer.values()) {
      added += adds(record) ? 1 : 0;
      moved += moves(record) ? 1 : 0;
      older += isOlder(record) ? 1 : 0;
    }
    return new Rate(
        pick(asked, answer), pick(fresh, answer), moved, fresh.isEmpty() ? moved + added : moved, older);
  }

  private boolean isPriced(PackageRecord record) {
    return !asked.contains(record.name()) && !fresh.contains(record.name());
  }

  boolean adds(PackageRecord record) {
    return isPriced(record) && !locked.containsKey(record.name());
  }

  boolean moves(PackageRecord record) {
    PackageRecord before = locked.get(record.name());
    return isPriced(record) && before != null && !before.equals(record);
  }

  boolean isOlder(PackageRecord record) {
    return moves(record) && version(record).compareTo(version(locked.get(record.name()))) < 0;
  }

  private static List<PackageRecord> pick(Set<String> names, Map<String, PackageRecord> answer) {
    List<PackageRecord> picked = new ArrayList<>();
    names.forEach(name -> picked.add(answer.get(name)));
    return picked;
  }

  /** Negative when the first one is better. The fewest moves decide before fresh names do. */
  int compare(Rate a, Rate b) {
    int order = compare(a.asked, b.asked);
    if (order == 0 && !fresh.isEmpty()) {
      order = Integer.compare(a.moved, b.moved);
      order = order == 0 ? compare(a.fresh, b.fresh) : order;
    }
    order = order == 0 ? Integer.compare(a.changed, b.changed) : order;
    return order == 0 ? Integer.compare(a.older, b.older) : order;
  }

  private int compare(List<PackageRecord> a, List<PackageRecord> b) {
    for (int i = 0; i < a.size(); i++) {
      int order = newestFirst().compare(a.get(i), b.get(i));
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  /** How new a record of a name is; null stands for none. */
  Comparator<PackageRecord> newestFirst() {
    return Comparator.nullsLast(
        Comparator.comparingInt((PackageRecord r) -> r.trackFeatures().size())
            .thenComparing(this::rank)
            .thenComparing(Rating::version, Comparator.reverseOrder()));
  }

  private int rank(PackageRecord record) {
    if (of.request().priority() == ChannelPriority.FLEXIBLE) {
      int rank = 0;
      for (List<Repodata> channel : of.request().channels()) {
        if (channel.stream().anyMatch(part -> part.channel().equals(record.channel()))) {
          return rank;
        }
        rank++;
      }
    }
    return 0;
  }

  private static final Map<String, Version> VERSIONS = new HashMap<>();

  private static Version version(PackageRecord record) {
    return VERSIONS.computeIfAbsent(record.version(), Version::parse);
  }
}
