package dev.hermetic.reproduce;

import dev.hermetic.problem.Problem;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What came out.
 *
 * @param platform conda's name
 * @param lock SHA-256 of the lock's bytes
 * @param experiments of this call, by run and question
 * @param rates of the same inputs, experiments of the past included
 */
public record ReproduceResult(
    String platform,
    String lock,
    List<Experiment> experiments,
    List<Rate> rates,
    Optional<Control> control) {
  public ReproduceResult {
    experiments = List.copyOf(experiments);
    rates = List.copyOf(rates);
  }

  /** The first difference of each question that has one. */
  public List<Experiment> firstDifferences() {
    List<Experiment> found = new ArrayList<>();
    for (Question question : Question.values()) {
      experiments.stream()
          .filter(one -> one.question() == question && one.difference() != null)
          .findFirst()
          .ifPresent(found::add);
    }
    return found;
  }

  /**
   * What is below the least that a team accepts.
   *
   * @param minimum between 0 and 1
   */
  public List<Problem> below(BigDecimal minimum) {
    List<Problem> problems = new ArrayList<>();
    for (Rate rate : rates) {
      if (rate.proportion().isEmpty()) {
        problems.add(ReproduceProblems.oneExperiment(rate.question()));
      } else if (BigDecimal.valueOf(rate.identical())
              .compareTo(minimum.multiply(BigDecimal.valueOf(rate.total())))
          < 0) {
        problems.add(
            ReproduceProblems.below(
                rate,
                minimum,
                experiments.stream()
                    .filter(one -> one.question() == rate.question())
                    .map(Experiment::difference)
                    .filter(one -> one != null)
                    .findFirst()));
      }
    }
    return problems;
  }
}
