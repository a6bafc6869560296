package dev.hermetic.solve.crosscheck;

import dev.hermetic.match.MatchSpec;
import dev.hermetic.problem.Location;
import dev.hermetic.record.PackageRecord;
import dev.hermetic.repodata.Repodata;
import dev.hermetic.solve.JsonRepodata;
import dev.hermetic.solve.RootSpec;
import dev.hermetic.solve.SolveRequest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Requests made of other requests. */
public final class Requests {
  private Requests() {}

  public static RootSpec root(String text) {
    return new RootSpec(MatchSpec.parse(text), Location.of("environment.yml"));
  }

  public static SolveRequest withSpecs(SolveRequest request, List<RootSpec> specs) {
    return new SolveRequest(
        request.platform(),
        specs,
        request.virtualPackages(),
        request.channels(),
        request.priority(),
        request.excludeNewer());
  }

  /** The same question to channels that have these records only. */
  public static SolveRequest withRecords(SolveRequest request, Collection<PackageRecord> records) {
    List<List<Repodata>> channels = new ArrayList<>();
    for (List<Repodata> parts : request.channels()) {
      List<Repodata> kept = new ArrayList<>();
      for (Repodata part : parts) {
        kept.add(
            JsonRepodata.of(
                part.channel(),
                part.subdir(),
                records.stream()
                    .filter(record -> record.channel().equals(part.channel()))
                    .filter(record -> record.subdir().equals(part.subdir()))
                    .toList()));
      }
      channels.add(kept);
    }
    return new SolveRequest(
        request.platform(),
        request.specs(),
        request.virtualPackages(),
        channels,
        request.priority(),
        request.excludeNewer());
  }

  /** All records whose names the roots lead to, by name, version and build. */
  public static List<PackageRecord> reachable(SolveRequest request) {
    List<PackageRecord> records = new ArrayList<>();
    TreeSet<String> open = new TreeSet<>();
    request.specs().forEach(root -> open.add(root.spec().name()));
    Set<String> known = new HashSet<>(open);
    while (!open.isEmpty()) {
      String name = open.pollFirst();
      for (List<Repodata> parts : request.channels()) {
        for (Repodata part : parts) {
          for (PackageRecord record : part.records(name)) {
            records.add(record);
            for (String text : record.depends()) {
              String next = text.trim().split("[ =<>!~\\[]", 2)[0];
              if (known.add(next)) {
                open.add(next);
              }
            }
          }
        }
      }
    }
    records.sort(Comparator.comparing(PackageRecord::url));
    return records;
  }
}
