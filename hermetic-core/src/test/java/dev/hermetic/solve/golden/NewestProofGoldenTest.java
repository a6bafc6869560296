package dev.hermetic.solve.golden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hermetic.record.PackageRecord;
import dev.hermetic.solve.NewestProof;
import dev.hermetic.solve.Proof;
import dev.hermetic.solve.Proof.Verdict;
import dev.hermetic.solve.SolutionChecker;
import dev.hermetic.solve.SolveRequest;
import dev.hermetic.solve.UnsolvableException;
import dev.hermetic.version.Version;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The second engine proves the first one's answers to real requests, and mends mamba's. */
class NewestProofGoldenTest {
  private static final String MAMBA = "mamba_2_8_1";

  private final GoldenData data = GoldenData.ofSystemProperty();
  private final NewestProof proof = new NewestProof(Engines.CHANNEL_MATCH::test);
  private final SolutionChecker checker = new SolutionChecker(Engines.CHANNEL_MATCH);

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
      List<PackageRecord> answer;
      try {
        answer = Engines.create("fast").solve(request).records();
      } catch (UnsolvableException e) {
        continue;
      }
      long start = System.nanoTime();
      NewestProof.Proven proven = proof.prove(request, answer);
      System.out.println(
          golden.id() + " " + (System.nanoTime() - start) / 1_000_000 + " ms " + proven.proof());
      verdicts.merge(proven.proof().verdict(), 1, Integer::sum);
      if (!proven.records().equals(answer)) {
        mended.put(golden.id(), proven.proof().improved());
      }
    }
    System.out.println(verdicts);
    assertThat(mended).isEmpty();
  }
}
