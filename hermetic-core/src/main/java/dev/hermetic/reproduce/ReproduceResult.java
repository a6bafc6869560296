package dev.hermetic.reproduce;

import dev.hermetic.ledger.EventData;
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

  /**
   * What a ledger keeps: one for each experiment, with {@code identical} where it was compared, then
   * the negative control.
   */
  public List<EventData> events() {
    List<EventData> events = new ArrayList<>();
    for (Experiment one : experiments) {
      EventData data = one.data();
      for (Rate rate : rates) {
        if (rate.question() == one.question() && rate.proportion().isPresent()) {
          boolean identical = !one.result().isEmpty() && one.result().equals(rate.result());
          data = data.with("identical", identical);
        }
      }
      events.add(data);
    }
    control.ifPresent(one -> events.add(EventData.EMPTY.with("control", one.data())));
    return events;
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
