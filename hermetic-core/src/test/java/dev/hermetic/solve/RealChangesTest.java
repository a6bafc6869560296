package dev.hermetic.solve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hermetic.match.MatchSpec;
import dev.hermetic.platform.Platform;
import dev.hermetic.problem.Location;
import dev.hermetic.record.PackageRecord;
import dev.hermetic.repodata.Repodata;
import dev.hermetic.solve.crosscheck.RealEnvironments;
import dev.hermetic.solve.golden.Engines;
import dev.hermetic.testkit.SharedData;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Updates of locks over the real channel, each as of an earlier day. With one moved record put back,
 * and all that did not move where it was, the second engine finds no answer, however the other moved
 * names are chosen. The system property {@code hermetic.realChanges} says how many (30 as a program).
 */
class RealChangesTest {
  private final List<String> told = new ArrayList<>();
  private int moved;

  @Test
  void change_noMovedRecordCouldHaveStayed() {
    RealEnvironments real =
        new RealEnvironments(SharedData.data("channels/conda-forge"), List.of(Platform.LINUX_64));
    int wanted = Integer.getInteger("hermetic.realChanges", 8);
    int cases = 0;
    for (long seed = 1; cases < wanted; seed++) {
      cases += check(real.apply(seed), seed) ? 1 : 0;
    }
    System.out.println(cases + " updates, " + moved + " other names moved: " + told);
    assertThat(moved).isPositive();
  }

  /** False where there is nothing to update. */
  private boolean check(SolveRequest now, long seed) {
    List<PackageRecord> locked = solve(asOf(now, seed));
    List<PackageRecord> newest = solve(now);
    List<PackageRecord> behind =
        locked.stream()
            .filter(
                one ->
                    newest.stream()
                        .anyMatch(
                            other ->
                                other.name().equals(one.name())
                                    && !other.version().equals(one.version())))
            .toList();
    if (behind.isEmpty()) {
      return false;
    }
    PackageRecord one = behind.get((int) (seed % behind.size()));
    RootSpec asked = new RootSpec(MatchSpec.parse(one.name()), Location.of("hermetic.packages"));
    MinimalChange.Changed changed;
    long start = System.nanoTime();
    try {
      changed =
          new MinimalChange(Engines.CHANNEL_MATCH::test).change(now, List.of(asked), locked);
    } catch (UnsolvableException e) {
      throw new AssertionError("seed " + seed + ": what had an answer has none", e);
    }
    long millis = (System.nanoTime() - start) / 1_000_000;
    List<PackageRecord> answer = changed.solution().records();
    assertThat(new SolutionChecker(Engines.CHANNEL_MATCH).violations(now, answer))
        .as("seed " + seed)
        .isEmpty();
    int others = 0;
    for (Moved move : changed.moves()) {
      assertThat(move.because()).as("seed " + seed + " " + move.name()).isNotBlank();
      if (move.from() != null && move.to() != null && !move.name().equals(one.name())) {
        others++;
        assertThat(canStay(now, one.name(), locked, answer, move.from()))
            .as("seed " + seed + ": " + one.name() + " moves " + move)
            .isFalse();
      }
    }
    moved += others;
    told.add(one.name() + " " + others + "/" + locked.size() + " " + millis + " ms");
    return true;
  }

  /** Whether there is an answer with that record, when only what moved may be chosen otherwise. */
  private static boolean canStay(
      SolveRequest request,
      String asked,
      List<PackageRecord> locked,
      List<PackageRecord> answer,
      PackageRecord back) {
    Map<String, PackageRecord> before = byName(locked);
    Map<String, PackageRecord> after = byName(answer);
    Map<String, Set<String>> allowed = new TreeMap<>();
    for (List<Repodata> parts : request.channels()) {
      for (Repodata part : parts) {
        part.names().forEach(name -> allowed.put(name, Set.of()));
      }
    }
    before.forEach((name, record) -> allowed.put(name, Set.of(AllowedRepodata.file(record))));
    for (PackageRecord record : answer) {
      PackageRecord old = before.get(record.name());
      if (!record.equals(old) && !record.name().equals(back.name())) {
        allowed.remove(record.name());
      }
    }
    PackageRecord best = after.get(asked);
    List<RootSpec> specs = new ArrayList<>(request.specs());
    if (best != null) {
      allowed.remove(asked);
      specs.add(
          new RootSpec(
              MatchSpec.parse(asked + ">=" + best.version()), Location.of("hermetic.packages")));
    }
    List<List<Repodata>> channels =
        request.channels().stream()
            .map(parts -> parts.stream().<Repodata>map(p -> new AllowedRepodata(p, allowed)).toList())
            .toList();
    try {
      Engines.create("sat").solve(request.withSpecs(specs).withChannels(channels));
      return true;
    } catch (UnsolvableException e) {
      return false;
    }
  }

  private static Map<String, PackageRecord> byName(Collection<PackageRecord> records) {
    Map<String, PackageRecord> byName = new TreeMap<>();
    records.forEach(record -> byName.put(record.name(), record));
    return byName;
  }

  /** The same question on a day in the middle of what its roots have seen. */
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
    long day = times.get(Math.min(times.size() - 1, times.size() * (6 + (int) (seed % 3)) / 10));
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
