package dev.hermetic.lock;

import dev.hermetic.channel.Channel;
import dev.hermetic.event.Event;
import dev.hermetic.event.Listener;
import dev.hermetic.fetch.FetchSettings;
import dev.hermetic.fetch.Prober;
import dev.hermetic.lockfile.LockedPackage;
import dev.hermetic.lockfile.LockedPackage.Manager;
import dev.hermetic.lockfile.Lockfile;
import dev.hermetic.lockfile.PackageAddress;
import dev.hermetic.platform.Platform;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.record.PackageRecord;
import dev.hermetic.work.Parallel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The records of a lock, to start a change from. A package that its channel does not list any more
 * is kept as long as its file can be fetched; what is known of it is then what the lock says. Files
 * that were replaced under the same name are not kept: their hash no longer stands.
 */
final class LockedRecords {
  private static final int CONNECTIONS = 8;

  private final ChannelLoader.Channels channels;
  private final RecordLookup lookup;
  private final FetchSettings settings;
  private final Listener listener;

  LockedRecords(
      ChannelLoader.Channels channels, FetchSettings settings, Listener listener) {
    this.channels = channels;
    this.lookup = new RecordLookup(channels.platforms(), new TreeMap<>());
    this.settings = settings;
    this.listener = listener;
  }

  /** Of the platforms that are loaded: one record a name, in the lock's order. */
  SortedMap<Platform, List<PackageRecord>> of(Lockfile lock) {
    SortedMap<Platform, Map<String, PackageRecord>> found = new TreeMap<>();
    List<LockedPackage> gone = new ArrayList<>();
    for (LockedPackage locked : lock.packages()) {
      if (locked.manager() == Manager.CONDA && channels.platforms().containsKey(locked.platform())) {
        Optional<PackageRecord> record = lookup.find(locked);
        record.ifPresent(one -> add(found, locked, one));
        if (record.isEmpty() && channel(locked).isPresent()) {
          gone.add(locked);
        }
      }
    }
    // One for all, since it knows whose credentials a server has refused.
    Prober prober = new Prober(settings);
    List<Boolean> stands = Parallel.map(gone, CONNECTIONS, locked -> stands(locked, prober));
    TreeSet<String> kept = new TreeSet<>();
    TreeSet<String> lost = new TreeSet<>();
    for (int i = 0; i < gone.size(); i++) {
      LockedPackage locked = gone.get(i);
      String shown = locked.name() + " " + locked.version() + " (" + locked.platform() + ")";
      (stands.get(i) ? kept : lost).add(shown);
      if (stands.get(i)) {
        add(found, locked, record(locked, channel(locked).orElseThrow()));
      }
    }
    if (!kept.isEmpty()) {
      listener.on(new Event.Warning(LockProblems.vanished(kept)));
    }
    if (!lost.isEmpty()) {
      listener.on(new Event.Warning(LockProblems.lost(lost)));
    }
    SortedMap<Platform, List<PackageRecord>> records = new TreeMap<>();
    found.forEach((platform, of) -> records.put(platform, List.copyOf(of.values())));
    return records;
  }

  private static void add(
      SortedMap<Platform, Map<String, PackageRecord>> found,
      LockedPackage locked,
      PackageRecord record) {
    found
        .computeIfAbsent(locked.platform(), platform -> new LinkedHashMap<>())
        .putIfAbsent(locked.name(), record);
  }

  /** The channel of this request that a package comes from; empty when it is none of them. */
  private Optional<Channel> channel(LockedPackage locked) {
    return channels.channels().stream()
        .filter(channel -> locked.url().startsWith(channel.lockUrl() + "/"))
        .filter(channel -> isLoaded(channel, locked))
        .findFirst();
  }

  private boolean isLoaded(Channel channel, LockedPackage locked) {
    String subdir = PackageAddress.of(locked.url()).subdir();
    return channels.platforms().get(locked.platform()).stream()
        .flatMap(List::stream)
        .anyMatch(
            part -> part.channel().equals(channel.baseUrl()) && part.subdir().equals(subdir));
  }

  /** Whether the file is still there. Of a server nobody can tell offline, and nothing is taken away. */
  private boolean stands(LockedPackage locked, Prober prober) {
    if (lookup.hasOther(locked)) {
      return false;
    }
    Channel channel = channel(locked).orElseThrow();
    String path = locked.url().substring(channel.lockUrl().length());
    HermeticException unknown = null;
    for (String base : channel.fetchUrls()) {
      if (settings.offline() && !base.startsWith("file:")) {
        return true;
      }
      try {
        if (prober.probe(base + path).present()) {
          return true;
        }
      } catch (HermeticException e) {
        unknown = e;
      }
    }
    if (unknown != null) {
      throw unknown;
    }
    return false;
  }

  private static PackageRecord record(LockedPackage locked, Channel channel) {
    PackageAddress address = PackageAddress.of(locked.url());
    String build = PackageAddress.build(locked).orElse("");
    List<String> depends = new ArrayList<>();
    locked.dependencies()
        .forEach((name, limit) -> depends.add(limit.isBlank() ? name : name + " " + limit));
    return new PackageRecord(
        locked.name(),
        locked.version(),
        build,
        buildNumber(build),
        depends,
        List.of(),
        address.subdir(),
        address.subdir().equals(Platform.NOARCH) ? "generic" : null,
        -1,
        List.of(),
        null,
        null,
        locked.md5(),
        locked.sha256(),
        -1,
        address.fileName(),
        channel.baseUrl(),
        channel.baseUrl() + locked.url().substring(channel.lockUrl().length()),
        null);
  }

  /** By custom the last digits of the build string. */
  private static long buildNumber(String build) {
    String digits = build.substring(build.lastIndexOf('_') + 1);
    return digits.matches("\\d{1,9}") ? Long.parseLong(digits) : 0;
  }
}
