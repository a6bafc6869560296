package dev.hermetic.solve;

import dev.hermetic.channel.ChannelPriority;
import dev.hermetic.match.MatchSpec;
import dev.hermetic.record.PackageRecord;
import dev.hermetic.repodata.Repodata;
import dev.hermetic.version.InvalidVersionException;
import dev.hermetic.version.Version;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Which records of a request's channels exist for the solver at all: channel priority, channels
 * asked for by the roots, and the time limit are applied here, name by name and on demand.
 */
final class SatPool {
  private final SolveRequest request;
  private final BiPredicate<String, String> channelMatch;
  private final Map<String, List<SatItem>> itemsByName = new HashMap<>();
  private final List<PackageRecord> virtualRecords;

  SatPool(SolveRequest request, BiPredicate<String, String> channelMatch) {
    this.request = request;
    this.channelMatch = channelMatch;
    this.virtualRecords =
        request.virtualPackages().stream()
            .map(given -> Offers.virtualRecord(given, request.platform()))
            .toList();
  }

  /** Whether names of this form stand for properties of the machine (CEP-30). */
  static boolean isVirtual(String name) {
    return name.startsWith("__");
  }

  /** Whether the machine has a property of that name that meets the spec. */
  boolean isGiven(MatchSpec spec) {
    return virtualRecords.stream().anyMatch(spec::matches);
  }

  /** Whether the machine has a property of that name that breaks the spec. */
  boolean isBrokenByMachine(MatchSpec spec) {
    return virtualRecords.stream()
        .anyMatch(virtual -> virtual.name().equals(spec.name()) && !spec.matches(virtual));
  }

  /** The names that a spec can mean. */
  List<String> namesOf(MatchSpec spec) {
    if (spec.hasExactName()) {
      return List.of(spec.name());
    }
    TreeSet<String> names = new TreeSet<>();
    request.channels().forEach(channel -> channel.forEach(part -> names.addAll(part.names())));
    return List.copyOf(names);
  }

  /** Lets the records of these names be fetched together. */
  void prefetch(Collection<String> names) {
    List<String> wanted =
        names.stream()
            .filter(name -> !isVirtual(name) && !itemsByName.containsKey(name))
            .distinct()
            .toList();
    if (!wanted.isEmpty()) {
      request.channels().forEach(channel -> channel.forEach(part -> part.prefetch(wanted)));
    }
  }

  /** All records of a name that exist, in the order of channels and repodata. */
  List<SatItem> items(String name) {
    List<SatItem> known = itemsByName.get(name);
    if (known == null) {
      known = isVirtual(name) ? List.of() : load(name);
      itemsByName.put(name, known);
    }
    return known;
  }

  private List<SatItem> load(String name) {
    List<String> askedChannels =
        request.specs().stream()
            .map(RootSpec::spec)
            .filter(spec -> spec.hasExactName() && spec.name().equals(name))
            .map(MatchSpec::channel)
            .flatMap(Optional::stream)
            .toList();
    List<SatItem> items = new ArrayList<>();
    for (int rank = 0; rank < request.channels().size(); rank++) {
      boolean found = false;
      for (Repodata part : request.channels().get(rank)) {
        if (askedChannels.stream().allMatch(asked -> channelMatch.test(asked, part.channel()))) {
          List<PackageRecord> records = part.records(name);
          found |= !records.isEmpty();
          for (PackageRecord record : records) {
            addIfUsable(items, record, rank);
          }
        }
      }
      if (found && request.priority() == ChannelPriority.STRICT) {
        break;
      }
    }
    return List.copyOf(items);
  }

  private void addIfUsable(List<SatItem> items, PackageRecord record, int rank) {
    if (request.excludeNewer() != null
        && record.timestamp() > request.excludeNewer().toEpochMilli()) {
      return;
    }
    Version version = version(record);
    if (version != null) {
      items.add(new SatItem(record, version, rank));
    }
  }

  private static @Nullable Version version(PackageRecord record) {
    try {
      return Version.parse(record.version());
    } catch (InvalidVersionException e) {
      return null;
    }
  }

  /** Whether the item meets the spec, its channel included. */
  boolean matches(MatchSpec spec, SatItem item) {
    // The version first: it is parsed already and turns most items away.
    return (spec.version().isEmpty() || spec.version().get().matches(item.version))
        && spec.matches(item.record)
        && (spec.channel().isEmpty()
            || channelMatch.test(spec.channel().get(), item.record.channel()));
  }
}
