package dev.hermetic.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hermetic.solve.SolveRequest;
import dev.hermetic.solve.UnsolvableException;
import dev.hermetic.solve.golden.Engines;
import dev.hermetic.solve.golden.GoldenData;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Random specs for real packages, on one to four platforms: what is told of several clashes goes together. */
class RandomExplanationsTest {
  private static final GoldenData DATA = GoldenData.ofSystemProperty();

  /** Enough to have a line that is rewritten in two ways, as in 58. */
  private static final int SEEDS = 60;

  @TempDir private Path directory;

  @Test
  void explain_firstChangesForAllProblems_solveAllPlatforms() throws IOException {
    Assumptions.assumeTrue(DATA.isHere(), "../shared is not here");
    RandomRequests random = new RandomRequests(DATA);
    int several = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      GoldenExplanation explained =
          GoldenExplanation.of(DATA, random.requests(seed), Limits.DEFAULT);
      List<Explanation> all = explained.explanations();
      Set<String> first = new LinkedHashSet<>();
      all.forEach(one -> one.changes().stream().limit(1).forEach(first::add));
      assertThat(first)
          .as("seed %s: each first change told once", seed)
          .hasSize((int) all.stream().filter(one -> !one.changes().isEmpty()).count());
      boolean complete = all.stream().noneMatch(one -> one.changes().isEmpty() || one.oneByOne());
      if (!complete || all.size() < 2) {
        continue;
      }
      several++;
      FollowedChanges followed = new FollowedChanges(explained);
      first.forEach(followed::follow);
      assertThat(followed.requests(directory))
          .as("seed %s: %s after %s", seed, explained.file(), first)
          .allMatch(RandomExplanationsTest::isSolvable);
    }
    assertThat(several).isGreaterThan(SEEDS / 5);
  }

  private static boolean isSolvable(SolveRequest request) {
    try {
      Engines.create("fast").solve(request);
      return true;
    } catch (UnsolvableException e) {
      return false;
    }
  }
}
