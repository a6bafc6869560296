package dev.hermetic.ledger;

import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.Problem;
import dev.hermetic.text.Count;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What came of it.
 *
 * @param shown the ledger as people know it
 * @param added events that were not in it
 * @param neither imported runs that are no trials
 * @param ledger as it is now
 * @param deployments of the lock that is meant
 * @param hint what the reader should do beside; empty when nothing
 * @param excess that too many deployments failed
 */
public record RecordResult(
    String shown,
    List<LedgerEvent> added,
    int neither,
    Ledger ledger,
    Deployments deployments,
    Optional<String> hint,
    Optional<Problem> excess) {
  public RecordResult {
    added = List.copyOf(added);
  }

  /** Lines for a console. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        (added.isEmpty()
                ? "Nothing new for "
                : "Recorded " + Count.of(added.size(), "event") + " in ")
            + shown
            + ", which has "
            + Count.of(ledger.events().size(), "event"));
    if (neither > 0) {
      lines.add(
          neither
              + (neither == 1
                  ? " imported run was cancelled, skipped or has not ended; left out"
                  : " imported runs were cancelled, skipped or have not ended; left out"));
    }
    deployments.all().ifPresent(all -> lines.add("Deployments: " + rate(all)));
    deployments.before().ifPresent(rate -> lines.add("  before Hermetic: " + rate(rate)));
    deployments.after().ifPresent(rate -> lines.add("  with Hermetic: " + rate(rate)));
    hint.ifPresent(lines::add);
    return lines;
  }

  /**
   * Fails when too many deployments failed.
   *
   * @throws HermeticException HERM-LEDGER-020
   */
  public void enforce() {
    if (excess.isPresent()) {
      throw new HermeticException(excess.get());
    }
  }

  static String rate(Proportion failed) {
    Proportion.Interval range = failed.wilson();
    return String.format(
        Locale.ROOT,
        "%d of %d failed, DFR %.1f %% (95 %%: %.1f to %.1f %%)",
        failed.hits(),
        failed.total(),
        100 * failed.rate(),
        100 * range.low(),
        100 * range.high());
  }
}
