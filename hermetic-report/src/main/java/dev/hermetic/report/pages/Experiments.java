package dev.hermetic.report.pages;

import dev.hermetic.ledger.EventKind;
import dev.hermetic.ledger.Ledger;
import dev.hermetic.ledger.LedgerEvent;
import dev.hermetic.ledger.Proportion;
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
 */
record Experiments(List<Tried> tried, List<Rate> rates) {
  /** An experiment and the event that told of it. */
  record Tried(LedgerEvent event, Experiment experiment) {}

  static Experiments of(Ledger ledger) {
    List<Tried> tried = new ArrayList<>();
    for (LedgerEvent event : ledger.of(EventKind.REPRODUCE)) {
      Experiment.of(event).ifPresent(one -> tried.add(new Tried(event, one)));
    }
    return new Experiments(tried, Rate.of(tried.stream().map(Tried::experiment).toList()));
  }

  /** Of each question that of the latest inputs. */
  Collection<Rate> latest() {
    SortedMap<Question, Rate> latest = new TreeMap<>();
    rates.forEach(rate -> latest.put(rate.question(), rate));
    return latest.values();
  }

  /** The lowest of the latest, which a gate looks at. */
  Optional<Proportion> lowest() {
    return latest().stream()
        .flatMap(rate -> rate.proportion().stream())
        .reduce((one, other) -> one.rate() <= other.rate() ? one : other);
  }
}
