package dev.hermetic.report.pages;

import dev.hermetic.report.block.Block;
import dev.hermetic.report.block.Cell;
import dev.hermetic.report.block.Section;
import dev.hermetic.report.block.Sheet;
import dev.hermetic.report.block.Sheet.Status;
import dev.hermetic.report.model.ReportModel;
import java.time.Instant;
import java.util.List;

/** All pages but that of specs against locks, which has a template of its own. */
public final class Pages {
  static final String NO_LOCK = "There is no lock yet.";
  static final String LOCK = "mvn hermetic:lock";

  private Pages() {}

  /** The pages in the order of the navigation; the first is the overview. */
  public static List<Sheet> of(ReportModel model) {
    Experiments experiments = Experiments.of(model.ledger());
    return List.of(
        OverviewPage.of(model, experiments),
        DriftPage.of(model),
        PackagesPage.of(model),
        GraphPage.of(model),
        ChangesPage.of(model),
        ImagePage.of(model),
        SystemPage.of(model),
        SetupPage.of(model),
        ReproducibilityPage.of(model, experiments),
        DeploymentsPage.of(model),
        SecurityPage.of(model),
        ProvenancePage.of(model));
  }

  /** The page of specs against locks while there is no lock. */
  public static Sheet noSpecs(String id, String title, String lead) {
    return empty(
        id,
        "Lock",
        title,
        lead,
        NO_LOCK,
        "The environment file says what is wanted; the lock says what that is, for every platform, to the byte.",
        LOCK);
  }

  /** A page that has nothing to show yet. */
  static Sheet empty(
      String id, String group, String title, String lead, String sentence, String why, String command) {
    return new Sheet(
        id,
        group,
        title,
        lead,
        Status.unknown(sentence, ""),
        List.of(
            new Section(
                "start", "How to get there", "", List.of(new Block.Empty(why, command)))));
  }

  /** {@code 1 package}, {@code 1,234 packages}. */
  static String count(long number, String noun) {
    return Cell.grouped(number) + " " + noun + (number == 1 ? "" : "s");
  }

  /** A day as ISO 8601 writes it, of a time in milliseconds since the epoch. */
  static String day(long milliseconds) {
    return Instant.ofEpochMilli(milliseconds).toString().substring(0, 10);
  }
}
