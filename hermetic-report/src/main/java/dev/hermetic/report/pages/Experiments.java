package dev.hermetic.report.pages;

import dev.hermetic.ledger.EventKind;
import dev.hermetic.ledger.LedgerEvent;
import dev.hermetic.ledger.Proportion;
import dev.hermetic.report.model.ReportModel;
import dev.hermetic.reproduce.Experiment;
import dev.hermetic.reproduce.Question;
import dev.hermetic.reproduce.Rate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The experiments of a ledger, which several pages tell of.
 *
 * @param tried by time
 * @param rates R of every question and inputs, in the order in which they came first
 * @param current those of the lock that the report is about; all where there is none
 */
record Experiments(List<Tried> tried, List<Rate> rates, List<Rate> current) {
  /** An experiment and the event that told of it. */
  record Tried(LedgerEvent event, Experiment experiment) {}

  static Experiments of(ReportModel model) {
    List<Tried> tried = new ArrayList<>();
    for (LedgerEvent event : model.ledger().of(EventKind.REPRODUCE)) {
      Experiment.of(event).ifPresent(one -> tried.add(new Tried(event, one)));
    }
    return new Experiments(tried, rates(tried), rates(ofLock(tried, model)));
  }

  private static List<Tried> ofLock(List<Tried> tried, ReportModel model) {
    return model.lock().isEmpty()
        ? tried
        : tried.stream().filter(one -> model.isOfLock(one.event().lock())).toList();
  }

  private static List<Rate> rates(List<Tried> tried) {
    return Rate.of(tried.stream().map(Tried::experiment).toList());
  }

  /** Of each question that of the latest inputs, with this lock. */
  Collection<Rate> latest() {
    SortedMap<Question, Rate> latest = new TreeMap<>();
    current.forEach(rate -> latest.put(rate.question(), rate));
    return latest.values();
  }

  /** The lowest of the latest, which a gate looks at. */
  Optional<Proportion> lowest() {
    return latest().stream()
        .flatMap(rate -> rate.proportion().stream())
        .reduce((one, other) -> one.rate() <= other.rate() ? one : other);
  }
}
