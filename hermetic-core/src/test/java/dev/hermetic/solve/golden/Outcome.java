package dev.hermetic.solve.golden;

import dev.hermetic.solve.Solution;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What an engine did with one golden request.
 *
 * @param solution null when it found none
 * @param violations rules that the answer breaks
 * @param differences by reference tool
 * @param details by reference tool, what differs
 * @param nanos for the solve alone, wall time
 */
record Outcome(
    GoldenRequest request,
    @Nullable Solution solution,
    List<String> violations,
    Map<String, Difference> differences,
    Map<String, List<String>> details,
    long nanos) {

  Outcome {
    differences = new TreeMap<>(differences);
  }

  /**
   * Whether it is solvable for the engine exactly when it is for mamba, where mamba's word counts.
   */
  boolean agreesOnSolvability() {
    return request.contested() || request.solvable() == (solution != null);
  }

  /** The mildest difference to a reference; empty when there is nothing to compare. */
  Optional<Difference> mildest() {
    return differences.values().stream().min(Difference::compareTo);
  }

  boolean isWorse() {
    return differences.containsValue(Difference.WORSE);
  }
}
