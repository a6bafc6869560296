package dev.hermetic.ledger;

import dev.hermetic.problem.IoReason;
import dev.hermetic.problem.Location;
import dev.hermetic.problem.Problem;
import dev.hermetic.text.Count;
import dev.hermetic.text.TextStyle;
import java.io.IOException;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The texts of HERM-LEDGER problems. */
final class LedgerProblems {
  private LedgerProblems() {}

  static Problem unusable(String file, IOException cause) {
    return new Problem(
        "HERM-LEDGER-001",
        Problem.Kind.ENVIRONMENT,
        file,
        "the ledger cannot be read or written: " + IoReason.of(cause),
        "make it a regular file that this user may read and write, or name another with"
            + " -Dhermetic.ledger=FILE");
  }

  static Problem tooLarge(String file) {
    return input(
        "HERM-LEDGER-002",
        file,
        "is far too large for a ledger",
        "check that it is the file you mean; events of past years can be moved into another file");
  }

  static Problem broken(String file, int line, String fact) {
    return input(
        "HERM-LEDGER-003",
        at(file, line),
        "this line is no event and is not used: " + fact,
        "restore it from git, or remove it");
  }

  static Problem moreLines(String file, int lines) {
    return input(
        "HERM-LEDGER-003",
        file,
        "there is something wrong with " + Count.of(lines, "further line"),
        "check that it is the file you mean, or restore it from git");
  }

  static Problem conflict(String file, int line) {
    return input(
        "HERM-LEDGER-003",
        at(file, line),
        "this line is a marker of a merge conflict and is not used",
        "remove the markers and keep the lines of both sides, and add `"
            + name(file)
            + " merge=union` to .gitattributes");
  }

  static Problem newer(String file, int line, String fact) {
    return input(
        "HERM-LEDGER-004",
        at(file, line),
        "a newer version of Hermetic wrote this line, and it is not used: " + fact,
        "update the plugin");
  }

  static Problem changed(String file, int line, String fact) {
    return input(
        "HERM-LEDGER-005",
        at(file, line),
        "this line was changed after it was written and is not used: " + fact,
        "restore it from git; what happened differently is an event of its own");
  }

  static Problem inFuture(String file, int line, Instant time) {
    return input(
        "HERM-LEDGER-006",
        at(file, line),
        "is of " + time + ", which is yet to come",
        "set the clock of the machine that wrote it, or of this one");
  }

  static Problem backwards(String file, int line, int events) {
    return input(
        "HERM-LEDGER-007",
        at(file, line),
        (events == 1 ? "this event is" : "this event and " + (events - 1) + " more are")
            + " earlier than the line before of the same build",
        "set the clock of the machine that wrote it; figures over time may be wrong there");
  }

  static Problem unreadableRuns(String place, String fact) {
    return input(
        "HERM-LEDGER-010",
        place,
        "past runs cannot be read: " + fact,
        "give CSV whose first line names its fields, for example `time,outcome,reason`, or the JSON of"
            + " `gh run list --json databaseId,conclusion,updatedAt,headSha`");
  }

  static Problem badOutcome(String file, int line, @Nullable String outcome) {
    return input(
        "HERM-LEDGER-011",
        at(file, line),
        outcome == null
            ? "this run has no field `outcome`, `conclusion`, `result` or `status`"
            : "'" + TextStyle.UNICODE.clean(outcome) + "' is no outcome of a run",
        "take success or failure; what was cancelled or skipped is left out");
  }

  static Problem badTime(String file, int line, @Nullable String time) {
    return input(
        "HERM-LEDGER-011",
        at(file, line),
        time == null
            ? "this run has no field `time`, `finished_at`, `updated_at` or `created_at`"
            : "'" + TextStyle.UNICODE.clean(time) + "' is no time with an offset, and no day",
        "write it as 2026-11-27T08:15:46Z, 2026-11-27T09:15:46+01:00 or 2026-11-27");
  }

  static Problem excess(String file, Proportion failed, double maximum) {
    return new Problem(
        "HERM-LEDGER-020",
        Problem.Kind.POLICY,
        file,
        String.format(
            Locale.ROOT,
            "%s, and hermetic.maximumDfr allows %.1f %%",
            RecordResult.rate(failed),
            100 * maximum),
        "mend what made them fail (the reasons are in the ledger), or allow more");
  }

  private static String at(String file, int line) {
    return new Location(file, line, 0).toString();
  }

  private static String name(String file) {
    return file.substring(file.lastIndexOf('/') + 1);
  }

  private static Problem input(String code, String subject, String fact, String fix) {
    return new Problem(code, Problem.Kind.INPUT, subject, fact, fix);
  }
}
