package dev.hermetic.reproduce;

import dev.hermetic.ledger.Proportion;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * R of a question: how many of the experiments with the same inputs came to the same result, the
 * most frequent one. A result that came once is the same as no other. An experiment that came to
 * nothing counts, and is the same as no other.
 *
 * @param inputs see {@link Experiment#inputs()}
 * @param result the most frequent one; empty when none came twice
 * @param identical experiments with the most frequent result, 0 when none came twice
 * @param total experiments
 * @param machines distinct ones
 * @param conditions distinct ones
 */
public record Rate(
    Question question,
    String inputs,
    String result,
    int identical,
    int total,
    int machines,
    int conditions) {

  /** Of experiments, which may have different inputs: in the order in which those came first. */
  public static List<Rate> of(Collection<Experiment> experiments) {
    Map<List<String>, List<Experiment>> groups = new LinkedHashMap<>();
    for (Experiment one : experiments) {
      groups
          .computeIfAbsent(List.of(one.question().word(), one.inputs()), key -> new ArrayList<>())
          .add(one);
    }
    return groups.values().stream().map(Rate::ofEqualInputs).toList();
  }

  private static Rate ofEqualInputs(List<Experiment> experiments) {
    Map<String, Integer> results = new LinkedHashMap<>();
    for (Experiment one : experiments) {
      if (!one.result().isEmpty()) {
        results.merge(one.result(), 1, Integer::sum);
      }
    }
    int most = results.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    String common =
        results.entrySet().stream()
            .filter(one -> one.getValue() == most && most > 1)
            .map(Map.Entry::getKey)
            .findFirst()
            .orElse("");
    Experiment first = experiments.get(0);
    return new Rate(
        first.question(),
        first.inputs(),
        common,
        most > 1 ? most : 0,
        experiments.size(),
        (int) experiments.stream().map(Experiment::machine).distinct().count(),
        (int) experiments.stream().map(Experiment::conditions).distinct().count());
  }

  /** The figure; empty for one experiment, which is compared with nothing. */
  public Optional<Proportion> proportion() {
    return total < 2 ? Optional.empty() : Optional.of(new Proportion(identical, total));
  }
}
