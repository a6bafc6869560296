package dev.hermetic.solve;

import dev.hermetic.channel.ChannelPriority;
import dev.hermetic.platform.Platform;
import dev.hermetic.platform.VirtualPackage;
import dev.hermetic.record.Candidate;
import dev.hermetic.record.CandidateColumns;
import dev.hermetic.record.PackageRecord;
import dev.hermetic.repodata.Repodata;
import dev.hermetic.version.Version;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What there is of each name: the records of the request's channels that may give it, and the virtual
 * packages of the machine.
 */
final class Offers {
  private final SolveRequest request;
  private final ChannelMatch channelMatch;
  private final Function<String, @Nullable Version> versions;
  private final Map<String, String> channelOfName = new HashMap<>();
  private final Map<String, PackageRecord> virtual = new TreeMap<>();

  /**
   * @param versions of texts; null for a text that is none
   */
  Offers(
      SolveRequest request,
      ChannelMatch channelMatch,
      Function<String, @Nullable Version> versions) {
    this.request = request;
    this.channelMatch = channelMatch;
    this.versions = versions;
    for (VirtualPackage given : request.virtualPackages()) {
      virtual.put(given.name(), record(given));
    }
    for (RootSpec root : request.specs()) {
      root.spec().channel().ifPresent(channel -> channelOfName.put(root.spec().name(), channel));
    }
  }

  /** A virtual package of a machine as a record, which no channel has. */
  static PackageRecord virtualRecord(VirtualPackage given, Platform platform) {
    return new PackageRecord(
        given.name(),
        given.version(),
        given.build(),
        0,
        List.of(),
        List.of(),
        platform.subdir(),
        null,
        -1,
        List.of(),
        null,
        null,
        null,
        null,
        -1,
        given.name(),
        "virtual",
        "virtual:" + given.name(),
        null);
  }

  /** Of this machine. */
  PackageRecord record(VirtualPackage given) {
    return virtualRecord(given, request.platform());
  }

  /** Names of the given virtual packages, in order. */
  Collection<String> virtualNames() {
    return virtual.keySet();
  }

  boolean isVirtual(String name) {
    return virtual.containsKey(name);
  }

  /** Lets the records of these names be fetched together. */
  void prefetch(Set<String> wanted) {
    int later = request.channels().size();
    for (List<Repodata> channel : request.channels()) {
      if (wanted.isEmpty()) {
        return;
      }
      channel.forEach(repodata -> repodata.prefetch(wanted));
      later--;
      if (later > 0 && request.priority() == ChannelPriority.STRICT) {
        // Where a channel has the name, later ones are not asked.
        wanted.removeIf(
            name ->
                !channelOfName.containsKey(name)
                    && channel.stream().anyMatch(one -> one.columns(name).size() > 0));
      }
    }
  }

  /** All of a name, in order of preference. */
  Candidates candidates(String name) {
    PackageRecord given = virtual.get(name);
    if (given != null) {
      Rows rows = new Rows(Long.MAX_VALUE);
      rows.add(CandidateColumns.of(List.of(given)), 0);
      return CandidateOrder.of(name, rows, false);
    }
    if (name.startsWith("__")) {
      // The machine has it or not; no channel can give it.
      return Candidates.NONE;
    }
    Rows rows = new Rows(newest());
    listed(name, rows::add);
    return CandidateOrder.of(name, rows, request.priority() == ChannelPriority.FLEXIBLE);
  }

  /** Told of records. */
  interface Listing {
    void add(CandidateColumns records, int channelRank);
  }

  /** All records of a name from channels that may give it. */
  void listed(String name, Listing listing) {
    String onlyChannel = channelOfName.get(name);
    int rank = 0;
    for (List<Repodata> channel : request.channels()) {
      boolean seen = false;
      for (Repodata repodata : channel) {
        if (onlyChannel != null && !channelMatch.means(onlyChannel, repodata.channel())) {
          continue;
        }
        CandidateColumns records = repodata.columns(name);
        seen |= records.size() > 0;
        listing.add(records, rank);
      }
      if (seen && request.priority() == ChannelPriority.STRICT) {
        break;
      }
      rank++;
    }
  }

  /**
   * The candidate that is the same file as a record, without all others of its name; null when there
   * is none.
   */
  @Nullable Candidate find(PackageRecord record) {
    List<Candidate> found = new ArrayList<>();
    listed(
        record.name(),
        (records, rank) -> {
          for (int i = 0; i < records.size() && found.isEmpty(); i++) {
            if (records.buildNumber(i) == record.buildNumber()) {
              Candidate one = records.candidate(i);
              if (AllowedRepodata.isSameFile(one, record)) {
                found.add(one);
              }
            }
          }
        });
    return found.isEmpty()
            || isTooNew(found.get(0).timestamp())
            || versions.apply(found.get(0).version()) == null
        ? null
        : found.get(0);
  }

  /** Whether a record of that time is later than the request's cut-off date, and so no candidate. */
  boolean isTooNew(long timestamp) {
    return timestamp >= 0 && timestamp > newest();
  }

  /** The request's cut-off date in milliseconds since the epoch. */
  private long newest() {
    Instant cutOff = request.excludeNewer();
    return cutOff == null ? Long.MAX_VALUE : cutOff.toEpochMilli();
  }
}
