package dev.hermetic.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hermetic.solve.Solution;
import dev.hermetic.solve.SolutionChecker;
import dev.hermetic.solve.SolveRequest;
import dev.hermetic.solve.UnsolvableException;
import dev.hermetic.solve.golden.Engines;
import dev.hermetic.solve.golden.GoldenData;
import dev.hermetic.solve.golden.GoldenRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every real request without an answer is explained, and what is proposed really solves it. */
class GoldenExplanationsTest {
  /** What is asked for is on that platform in no usable form, and nothing else is asked for. */
  private static final Set<String> WITHOUT_CHANGE =
      Set.of(
          "017-osx-arm64",
          "017-win-64",
          "032-linux-aarch64",
          "033-linux-aarch64",
          "040-osx-64",
          "040-osx-arm64",
          "050-linux-aarch64",
          "074-linux-64",
          "074-linux-aarch64",
          "074-osx-64",
          "074-osx-arm64",
          "074-win-64",
          "084-linux-64",
          "084-linux-aarch64",
          "084-osx-64",
          "084-osx-arm64",
          "084-win-64");

  private static final Pattern ROOT =
      Pattern.compile("[├└]─ `.+` \\(environment\\.yml:\\d+\\)( leaves only .+| on .+)?");

  private static final GoldenData DATA = GoldenData.ofSystemProperty();

  @TempDir private Path directory;

  @BeforeEach
  void needsSharedData() {
    Assumptions.assumeTrue(DATA.isHere(), "../shared is not here");
  }

  private static List<GoldenRequest> unsolvable() throws IOException {
    return DATA.requests().stream()
        .filter(golden -> !golden.solvable() || golden.contested())
        .toList();
  }

  @Test
  void explain_eachPlatformAlone_endsAtTheUsersLinesWithChangesThatSolve() throws IOException {
    List<GoldenRequest> unsolvable = unsolvable();
    assertThat(unsolvable).hasSize(78);
    Map<String, List<String>> withoutChange = new TreeMap<>();
    for (GoldenRequest golden : unsolvable) {
      GoldenExplanation explained =
          GoldenExplanation.of(DATA, List.of(golden), Limits.DEFAULT);
      assertIsExplained(golden.id(), explained);
      if (explained.explanations().stream().allMatch(one -> one.changes().isEmpty())) {
        withoutChange.put(golden.id(), explained.told());
      }
    }
    assertThat(withoutChange.keySet()).as("nothing to change").isEqualTo(WITHOUT_CHANGE);
    assertThat(withoutChange.values())
        .allSatisfy(
            told ->
                assertThat(String.join("\n", told))
                    .containsPattern("add (the channel that has it|a channel that has `.+`)"));
  }

  @Test
  void explain_allPlatformsAtOnce_keepsTheAnswersOfTheOthers() throws IOException {
    Set<String> numbers = new TreeSet<>();
    unsolvable().forEach(golden -> numbers.add(golden.id().substring(0, 4)));
    for (String number : numbers) {
      List<GoldenRequest> platforms =
          DATA.requests().stream().filter(golden -> golden.id().startsWith(number)).toList();
      GoldenExplanation explained = GoldenExplanation.of(DATA, platforms, Limits.DEFAULT);
      assertIsExplained(number, explained);
    }
  }

  private void assertIsExplained(String id, GoldenExplanation explained) {
    List<Explanation> explanations = explained.explanations();
    Set<Object> told = new TreeSet<>();
    explanations.forEach(one -> told.addAll(one.platforms()));
    assertThat(told).as(id).containsExactlyInAnyOrderElementsOf(explained.unsolvable());
    for (Explanation one : explanations) {
      assertThat(one.traced()).as(id).isTrue();
      assertThat(one.clashing()).as(id).allMatch(root -> root.location().line() > 0);
      assertThat(one.tree().stream().filter(line -> ROOT.matcher(line).matches()))
          .as("%s: %s", id, one.tree())
          .hasSize(one.kind() == Explanation.Kind.CLASH ? one.clashing().size() : 0);
      for (String change : one.changes()) {
        assertSolves(id, explained, one, change);
      }
    }
  }

  /** Follows the change, and the first ones of the explanations that it is said to need. */
  private void assertSolves(
      String id, GoldenExplanation explained, Explanation explanation, String change) {
    FollowedChanges followed = new FollowedChanges(explained).follow(change);
    boolean complete = true;
    for (Explanation other : explained.explanations()) {
      if (other != explanation
          && other.platforms().stream().anyMatch(explanation.platforms()::contains)
          && explanation.others()) {
        complete &= !other.changes().isEmpty();
        other.changes().stream().limit(1).forEach(followed::follow);
      }
    }
    if (!complete) {
      return;
    }
    List<String> failures = new ArrayList<>();
    for (SolveRequest request : followed.requests(directory)) {
      boolean concerned =
          explanation.platforms().contains(request.platform())
              || !explained.unsolvable().contains(request.platform());
      if (concerned) {
        failures.addAll(failures(request));
      }
    }
    assertThat(failures).as("%s after: %s", id, change).isEmpty();
  }

  private static List<String> failures(SolveRequest request) {
    try {
      Solution solution = Engines.create("fast").solve(request);
      return new SolutionChecker(Engines.CHANNEL_MATCH).violations(request, solution.records());
    } catch (UnsolvableException e) {
      return List.of(request.platform() + " has no answer");
    }
  }
}
