package dev.hermetic.lock;

import dev.hermetic.platform.Platform;
import dev.hermetic.record.PackageRecord;
import dev.hermetic.repodata.Repodata;
import dev.hermetic.solve.RootSpec;
import dev.hermetic.solve.SolveRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a new lock starts from: per platform the records that are locked already, and what is asked
 * to be newer.
 *
 * @param locked platforms without records are solved afresh
 * @param asked in order of importance
 */
record StartingPoint(
    SortedMap<Platform, List<PackageRecord>> locked, SortedMap<Platform, List<RootSpec>> asked) {

  /** Nothing is there. */
  static final StartingPoint NOTHING = new StartingPoint(new TreeMap<>(), new TreeMap<>());

  boolean has(Platform platform) {
    return !records(platform).isEmpty();
  }

  List<PackageRecord> records(Platform platform) {
    return locked.getOrDefault(platform, List.of());
  }

  List<RootSpec> asked(Platform platform) {
    return asked.getOrDefault(platform, List.of());
  }

  /**
   * The request over channels that also have the locked records: files that a channel does not list
   * any more, or lists beside a newer format that is preferred.
   */
  SolveRequest over(SolveRequest request) {
    Map<String, List<PackageRecord>> byPlace =
        records(request.platform()).stream()
            .collect(Collectors.groupingBy(record -> record.channel() + "/" + record.subdir()));
    List<List<Repodata>> channels = new ArrayList<>();
    for (List<Repodata> parts : request.channels()) {
      List<Repodata> kept = new ArrayList<>();
      for (Repodata part : parts) {
        List<PackageRecord> own =
            byPlace.getOrDefault(part.channel() + "/" + part.subdir(), List.of());
        kept.add(own.isEmpty() ? part : new KeptRepodata(part, own));
      }
      channels.add(kept);
    }
    return request.withChannels(channels);
  }
}
