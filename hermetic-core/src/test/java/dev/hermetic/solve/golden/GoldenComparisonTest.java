package dev.hermetic.solve.golden;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The engines against what mamba and rattler answer on real records. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS) // reads the channels once
class GoldenComparisonTest {
  private final GoldenData data = GoldenData.ofSystemProperty();

  static List<String> engines() {
    return List.copyOf(Engines.all().keySet());
  }

  @BeforeEach
  void needsSharedData() {
    Assumptions.assumeTrue(data.isHere(), "../shared is not here");
  }

  @ParameterizedTest
  @MethodSource("engines")
  void answers_areValidAndNeverWorse(String engine) throws IOException {
    GoldenComparison comparison = new GoldenComparison(data, Engines.create(engine));
    List<Outcome> outcomes = new ArrayList<>();
    for (GoldenRequest request : data.requests()) {
      outcomes.add(comparison.run(request));
    }
    assertThat(outcomes).hasSize(301);
    assertThat(outcomes).allMatch(Outcome::agreesOnSolvability, "agrees with mamba");
    assertThat(outcomes).flatMap(Outcome::violations).isEmpty();
    assertThat(outcomes).noneMatch(Outcome::isWorse);
    List<Difference> nearest =
        outcomes.stream().map(Outcome::mildest).flatMap(Optional::stream).toList();
    assertThat(nearest).hasSizeGreaterThan(200);
    assertThat(nearest.stream().filter(Difference::isEqualApartFromTies).count())
        .as("names and versions of a reference, ties aside")
        .isGreaterThanOrEqualTo(nearest.size() * 3L / 4);
  }

  @Test
  void checker_acceptsEveryValidReference() throws IOException {
    GoldenComparison comparison = new GoldenComparison(data, Engines.create("sat"));
    Map<String, List<String>> refused = new TreeMap<>();
    for (GoldenRequest request : data.requests()) {
      for (String tool : request.references().keySet()) {
        List<String> violations = comparison.violationsOfReference(request, tool);
        if (!violations.isEmpty()) {
          refused.put(request.id() + " " + tool, violations);
        }
      }
    }
    assertThat(refused).isEmpty();
  }
}
