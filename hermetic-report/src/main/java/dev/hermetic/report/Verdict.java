package dev.hermetic.report;

import dev.hermetic.lock.SpecTable;
import dev.hermetic.lock.SpecTable.Row;
import dev.hermetic.report.LockReportRequest.Freshness;
import dev.hermetic.text.Count;
import java.util.ArrayList;
import java.util.List;

/**
 * The first line of the page.
 *
 * @param good whether the lock answers the environment as far as was checked
 * @param notes what else a reader must know before the tables
 */
record Verdict(boolean good, String sentence, List<String> notes) {
  Verdict {
    notes = List.copyOf(notes);
  }

  static Verdict of(LockReportRequest request) {
    SpecTable table = request.table();
    long broken = table.rows().stream().filter(Row::broken).count();
    boolean stale = request.freshness() == Freshness.STALE;
    String locked =
        "Locked for "
            + Texts.count(table.platforms().size(), "platform")
            + ": "
            + Texts.count(table.packageCount(), "package");
    String rest;
    if (broken > 0) {
      rest = Texts.count((int) broken, "spec") + Count.are(broken) + " not met.";
    } else if (!table.unlocked().isEmpty()) {
      rest = "not locked for " + Texts.platforms(table.unlocked()) + ".";
    } else if (stale) {
      rest = "but the environment files have changed since.";
    } else {
      rest = "every spec met.";
    }
    return new Verdict(table.complete() && !stale, locked + ", " + rest, notes(request));
  }

  private static List<String> notes(LockReportRequest request) {
    SpecTable table = request.table();
    List<String> notes = new ArrayList<>();
    notes.add(
        switch (request.freshness()) {
          case CURRENT -> "The content hashes are those of the environment files.";
          case STALE -> "Run mvn hermetic:lock and commit the lock files.";
          case UNCHECKED -> "The content hashes were not compared with the environment files.";
        });
    if (!table.unlocked().isEmpty()) {
      notes.add("Asked for but not locked: " + Texts.platforms(table.unlocked()) + ".");
    }
    if (!table.unasked().isEmpty()) {
      notes.add("Locked but not asked for: " + Texts.platforms(table.unasked()) + ".");
    }
    int leftOut = table.pipLeftOut().size();
    if (leftOut > 0) {
      notes.add(
          Texts.count(leftOut, "pip entry")
              + (leftOut == 1 ? " was" : " were")
              + " left out of the lock.");
    }
    return notes;
  }
}
