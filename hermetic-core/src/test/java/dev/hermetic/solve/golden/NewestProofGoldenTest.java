package dev.hermetic.solve.golden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hermetic.record.PackageRecord;
import dev.hermetic.solve.NewestProof;
import dev.hermetic.solve.Proof.Verdict;
import dev.hermetic.solve.SolutionChecker;
import dev.hermetic.solve.SolveRequest;
import dev.hermetic.solve.UnsolvableException;
import dev.hermetic.version.Version;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The second engine proves the first one's answers to real requests, and mends mamba's. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS) // reads the channels and solves once
class NewestProofGoldenTest {
  private static final String MAMBA = "mamba_2_8_1";

  private final GoldenData data = GoldenData.ofSystemProperty();
  private final NewestProof proof = new NewestProof(Engines.CHANNEL_MATCH::test);
  private final SolutionChecker checker = new SolutionChecker(Engines.CHANNEL_MATCH);

  /** The first engine's answers by request; empty where there is none. */
  private final Map<String, List<PackageRecord>> answers = new TreeMap<>();

  @BeforeEach
  void needsSharedData() {
    Assumptions.assumeTrue(data.isHere(), "../shared is not here");
  }

  @Test
  void prove_ofTheFirstEnginesAnswers_findsNothingToMend() throws IOException {
    Map<Verdict, Integer> verdicts = new EnumMap<>(Verdict.class);
    Map<String, Object> mended = new TreeMap<>();
    for (GoldenRequest golden : data.requests()) {
      SolveRequest request = data.asSolveRequest(golden);
      List<PackageRecord> answer = answer(golden, request);
      if (answer.isEmpty()) {
        continue;
      }
      NewestProof.Proven proven = proof.prove(request, answer);
      verdicts.merge(proven.proof().verdict(), 1, Integer::sum);
      if (!proven.records().equals(answer)) {
        mended.put(golden.id(), proven.proof().improved());
      }
    }
    assertThat(mended).isEmpty();
    assertThat(verdicts)
        .as("every solvable request")
        .isEqualTo(Map.of(Verdict.PROVEN_NEWEST, 215, Verdict.TRADE_OFFS, 8));
  }

  @Test
  void prove_ofMambasAnswers_mendsThoseThatAreOlderForNothing() throws IOException {
    Map<String, List<String>> mended = new TreeMap<>();
    for (GoldenRequest golden : data.requests()) {
      if (golden.references().containsKey(MAMBA)) {
        SolveRequest request = data.asSolveRequest(golden);
        List<PackageRecord> theirs =
            new Classifier(request, List.of(), golden.references().get(MAMBA)).theirs();
        if (roots(golden, theirs).equals(roots(golden, answer(golden, request)))) {
          // Nothing else goes into the proof, and the first test has it.
          continue;
        }
        NewestProof.Proven proven = proof.prove(request, theirs);
        if (!proven.proof().improved().isEmpty()) {
          assertThat(checker.violations(request, proven.records())).as(golden.id()).isEmpty();
          assertNoRootIsOlder(golden, theirs, proven.records());
          assertThat(proof.inspect(request, proven.records()).orElseThrow().verdict())
              .as(golden.id() + " mended")
              .isNotEqualTo(Verdict.NOT_NEWEST);
          mended.put(
              golden.id(),
              proven.proof().improved().stream()
                  .map(change -> change.name() + " " + change.from() + " -> " + change.to())
                  .toList());
        }
      }
    }
    List<String> hdf5 = List.of("hdf5 1.14.6 -> 2.1.0");
    List<String> sqlite = List.of("sqlite 3.32.3 -> 3.53.4");
    assertThat(mended)
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "065-linux-64", hdf5,
                "065-linux-aarch64", hdf5,
                "065-osx-64", hdf5,
                "065-osx-arm64", hdf5,
                "065-win-64", hdf5,
                "066-linux-64", sqlite,
                "066-linux-aarch64", sqlite,
                "087-osx-64", List.of("shapely 2.1.1 -> 2.1.2")));
  }

  private List<PackageRecord> answer(GoldenRequest golden, SolveRequest request) {
    return answers.computeIfAbsent(
        golden.id(),
        id -> {
          try {
            return Engines.create("fast").solve(request).records();
          } catch (UnsolvableException e) {
            return List.of();
          }
        });
  }

  /** What ranks the roots of an answer. */
  private static Set<String> roots(GoldenRequest golden, List<PackageRecord> records) {
    Set<String> names =
        golden.specs().stream().map(root -> root.spec().name()).collect(Collectors.toSet());
    return records.stream()
        .filter(record -> names.contains(record.name()))
        .map(
            record ->
                String.join(
                    " ",
                    record.channel(),
                    record.name(),
                    record.version(),
                    record.trackFeatures().toString()))
        .collect(Collectors.toSet());
  }

  private static void assertNoRootIsOlder(
      GoldenRequest golden, List<PackageRecord> before, List<PackageRecord> after) {
    for (var root : golden.specs()) {
      String name = root.spec().name();
      assertThat(version(after, name))
          .as(golden.id() + " " + name)
          .isGreaterThanOrEqualTo(version(before, name));
    }
  }

  private static Version version(List<PackageRecord> records, String name) {
    return records.stream()
        .filter(record -> record.name().equals(name))
        .map(record -> Version.parse(record.version()))
        .findFirst()
        .orElseThrow();
  }
}
