package dev.hermetic.solve.crosscheck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hermetic.platform.Platform;
import dev.hermetic.record.PackageRecord;
import dev.hermetic.repodata.Repodata;
import dev.hermetic.solve.Solution;
import dev.hermetic.solve.SolveRequest;
import dev.hermetic.solve.Solver;
import dev.hermetic.solve.UnsolvableException;
import dev.hermetic.solve.crosscheck.CrossCheck.Outcome;
import dev.hermetic.solve.golden.Engines;
import dev.hermetic.testkit.SharedData;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Both engines on random environments, and a check that the check finds faults. */
class CrossCheckTest {
  @Test
  void engines_agreeOnRandomRealEnvironments() {
    Path channel = SharedData.data("channels/conda-forge");
    CrossCheckProgram program =
        new CrossCheckProgram(
            CrossCheck.ofEngines(),
            new RealEnvironments(channel, List.of(Platform.LINUX_64, Platform.OSX_ARM64)));
    program.run(30, 1);
    assertThat(program.disagreements()).isEmpty();
    assertBothKinds(program.outcomes(), 5);
  }

  @Test
  void engines_agreeOnRandomSyntheticEnvironments() {
    CrossCheckProgram program =
        new CrossCheckProgram(CrossCheck.ofEngines(), new SyntheticEnvironments());
    program.run(1500, 1);
    assertThat(program.disagreements()).isEmpty();
    assertBothKinds(program.outcomes(), 300);
  }

  private static void assertBothKinds(List<Outcome> outcomes, int atLeast) {
    assertThat(outcomes.stream().filter(outcome -> outcome.records() >= 0))
        .as("solvable")
        .hasSizeGreaterThanOrEqualTo(atLeast);
    assertThat(outcomes.stream().filter(outcome -> outcome.records() < 0))
        .as("unsolvable")
        .hasSizeGreaterThanOrEqualTo(atLeast);
  }

  /** An engine that does not see what the records constrain. */
  private static final class Careless implements Solver {
    private final Solver careful = Engines.create("fast");

    @Override
    public Solution solve(SolveRequest request) throws UnsolvableException {
      List<PackageRecord> records = new ArrayList<>();
      for (List<Repodata> parts : request.channels()) {
        for (Repodata part : parts) {
          part.names().forEach(name -> part.records(name).forEach(r -> records.add(free(r))));
        }
      }
      return careful.solve(Requests.withRecords(request, records));
    }

    private static PackageRecord free(PackageRecord r) {
      return new PackageRecord(
          r.name(), r.version(), r.build(), r.buildNumber(), r.depends(), List.of(), r.subdir(),
          r.noarch(), r.timestamp(), r.trackFeatures(), r.license(), r.licenseFamily(), r.md5(),
          r.sha256(), r.size(), r.fileName(), r.channel(), r.url(), r.pythonSitePackagesPath());
    }
  }

  @Test
  void faultyEngine_isFoundAndItsCaseShrunken() {
    CrossCheckProgram program =
        new CrossCheckProgram(
            new CrossCheck(new Careless(), Engines.create("sat")), new SyntheticEnvironments());
    program.run(40, 1);
    assertThat(program.disagreements()).isNotEmpty();
    String first = program.disagreements().get(0);
    assertThat(first).matches("(?s)seed \\d+: [A-Z]+ .*\nshrunken:\n.*");
    assertThat(first.lines().filter(line -> line.startsWith("record"))).hasSizeBetween(1, 4);
    assertThat(first.lines().filter(line -> line.startsWith("spec"))).hasSizeBetween(1, 2);
    assertThat(first).containsPattern("constrains \\[.+\\]");
  }

  @Test
  void environments_areFunctionsOfTheirSeeds() {
    SyntheticEnvironments environments = new SyntheticEnvironments();
    for (long seed = 0; seed < 20; seed++) {
      assertThat(Shrinker.describe(environments.apply(seed)))
          .isEqualTo(Shrinker.describe(new SyntheticEnvironments().apply(seed)))
          .isNotEqualTo(Shrinker.describe(environments.apply(seed + 1)));
    }
  }

  @Test
  void minimal_leavesOutAllThatIsNotNeeded() {
    List<Integer> whole = IntStream.range(0, 100).boxed().toList();
    assertThat(Shrinker.minimal(whole, some -> some.containsAll(List.of(3, 50, 99))))
        .containsExactly(3, 50, 99);
    assertThat(Shrinker.minimal(whole, some -> true)).isEmpty();
    assertThat(Shrinker.minimal(whole, some -> some.size() == 100)).isEqualTo(whole);
  }
}
