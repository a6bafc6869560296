package dev.hermetic.solve.change;

import dev.hermetic.platform.Platform;
import dev.hermetic.record.PackageRecord;
import dev.hermetic.repodata.Repodata;
import dev.hermetic.solve.SolveRequest;
import dev.hermetic.solve.UnsolvableException;
import dev.hermetic.solve.crosscheck.RealEnvironments;
import dev.hermetic.solve.crosscheck.Requests;
import dev.hermetic.solve.golden.Engines;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Locks of random environments over the real channel as it was on an earlier day, and one package to
 * update now. A case is a function of its seed.
 */
final class RealChanges {
  private final RealEnvironments environments;

  /**
   * @param channel folder with a folder a subdir
   */
  RealChanges(Path channel) {
    environments = new RealEnvironments(channel, List.of(Platform.LINUX_64));
  }

  /** Empty where there was no answer, or nothing is behind. */
  Optional<ChangeCase> apply(long seed) {
    SolveRequest now = environments.apply(seed);
    List<PackageRecord> locked = solve(asOf(now, seed));
    Map<String, PackageRecord> newest =
        solve(now).stream().collect(Collectors.toMap(PackageRecord::name, Function.identity()));
    List<PackageRecord> behind =
        locked.stream()
            .filter(one -> newest.containsKey(one.name()))
            .filter(one -> !newest.get(one.name()).version().equals(one.version()))
            .toList();
    if (behind.isEmpty()) {
      return Optional.empty();
    }
    PackageRecord one = behind.get((int) (seed % behind.size()));
    return Optional.of(new ChangeCase(now, List.of(Requests.root(one.name())), locked));
  }

  /** The same question on a day late in what its roots have seen. */
  private static SolveRequest asOf(SolveRequest request, long seed) {
    List<Long> times = new ArrayList<>();
    Set<String> names = new TreeSet<>();
    request.specs().forEach(root -> names.add(root.spec().name()));
    for (List<Repodata> parts : request.channels()) {
      for (Repodata part : parts) {
        names.forEach(name -> part.records(name).forEach(r -> times.add(r.timestamp())));
      }
    }
    times.sort(null);
    long day = times.get(times.size() * (6 + (int) (seed % 3)) / 10);
    return new SolveRequest(
        request.platform(),
        request.specs(),
        request.virtualPackages(),
        request.channels(),
        request.priority(),
        Instant.ofEpochMilli(day));
  }

  private static List<PackageRecord> solve(SolveRequest request) {
    try {
      return Engines.create("fast").solve(request).records();
    } catch (UnsolvableException e) {
      return List.of();
    }
  }
}
