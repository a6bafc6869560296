package dev.hermetic.ledger;

import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.Problem;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A run of a CI server from before, as its export tells it; see docs/proof.md for the names. */
final class PastRun {
  /** First the names of our own manual, then those of GitHub and GitLab; the first that is there counts. */
  private static final List<String> TIME =
      List.of(
          "time", "finished", "finished_at", "updatedat", "updated_at", "createdat", "created_at",
          "date");

  private static final List<String> OUTCOME =
      List.of("outcome", "conclusion", "result", "status");

  private static final List<String> REASON = List.of("reason", "failure_reason");
  private static final List<String> RUN = List.of("run", "databaseid", "run_id", "id");
  private static final List<String> REVISION =
      List.of("revision", "headsha", "head_sha", "sha", "commit");

  private PastRun() {}

  /** Whether fields of these names, in lower case, can tell when a run ended and how. */
  static boolean isNamedBy(Collection<String> names) {
    return TIME.stream().anyMatch(names::contains) && OUTCOME.stream().anyMatch(names::contains);
  }

  /**
   * The deployments that rows tell of.
   *
   * @throws HermeticException HERM-LEDGER-011, one problem for each row that makes no sense
   */
  static RunImport.Imported events(List<RunRow> rows, String shown) {
    List<LedgerEvent> events = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    int neither = 0;
    for (RunRow row : rows) {
      String outcome = first(row.fields(), OUTCOME);
      String time = first(row.fields(), TIME);
      Optional<DeploymentOutcome> known =
          outcome == null ? Optional.empty() : DeploymentOutcome.of(outcome);
      Optional<Instant> at = time == null ? Optional.empty() : instant(time);
      if (outcome != null && DeploymentOutcome.isNeither(outcome)) {
        neither++;
      } else if (known.isEmpty()) {
        problems.add(LedgerProblems.badOutcome(shown, row.line(), outcome));
      } else if (at.isEmpty()) {
        problems.add(LedgerProblems.badTime(shown, row.line(), time));
      } else {
        events.add(event(row.fields(), known.get(), at.get()));
      }
    }
    if (!problems.isEmpty()) {
      throw new HermeticException(problems.subList(0, Math.min(problems.size(), 50)));
    }
    return new RunImport.Imported(events, neither);
  }

  private static LedgerEvent event(
      Map<String, String> row, DeploymentOutcome outcome, Instant time) {
    EventData data =
        EventData.EMPTY.with(Deployments.OUTCOME, outcome.word()).with("imported", true);
    String reason = first(row, REASON);
    String run = first(row, RUN);
    String revision = first(row, REVISION);
    data = reason == null ? data : data.with(Deployments.REASON, reason);
    data = run == null ? data : data.with("run", run);
    return LedgerEvent.of(
        new EventContext(
            time, MachineClass.UNKNOWN, "import", revision == null ? "" : revision, ""),
        EventKind.DEPLOYMENT,
        "",
        data);
  }

  private static @Nullable String first(Map<String, String> row, List<String> names) {
    for (String name : names) {
      String value = row.get(name);
      if (value != null && !value.isBlank()) {
        return value.strip();
      }
    }
    return names == OUTCOME && names.stream().anyMatch(row::containsKey) ? "" : null;
  }

  /** An instant, a time with an offset, or a day, which begins at midnight UTC. */
  private static Optional<Instant> instant(String text) {
    try {
      return Optional.of(
          text.length() == 10
              ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
              : OffsetDateTime.parse(text.replace(' ', 'T')).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
