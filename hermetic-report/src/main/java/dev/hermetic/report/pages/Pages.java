package dev.hermetic.report.pages;

import dev.hermetic.report.block.Block;
import dev.hermetic.report.block.Cell;
import dev.hermetic.report.block.Section;
import dev.hermetic.report.block.Sheet;
import dev.hermetic.report.block.Sheet.Status;
import dev.hermetic.report.model.ReportModel;
import dev.hermetic.text.Count;
import dev.hermetic.work.Parallel;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/** All pages but that of specs against locks, which has a template of its own. */
public final class Pages {
  static final String NO_LOCK = "There is no lock yet.";
  static final String LOCK = "mvn hermetic:lock";
  static final String IMAGE = "mvn hermetic:image";
  static final String REPRODUCE = "mvn hermetic:reproduce hermetic:record -Dhermetic.reproduce.runs=3";
  static final String SCAN = "mvn hermetic:scan -Dhermetic.scan.database=osv";
  static final String DEPLOYMENT = "mvn hermetic:record -Dhermetic.deployment=success";

  private Pages() {}

  /** The pages in the order of the navigation; the first is the overview. */
  public static List<Sheet> of(ReportModel model) {
    Experiments experiments = Experiments.of(model);
    List<Function<ReportModel, Sheet>> pages =
        List.of(
            one -> OverviewPage.of(one, experiments),
            DriftPage::of,
            PackagesPage::of,
            GraphPage::of,
            ChangesPage::of,
            ImagePage::of,
            SystemPage::of,
            SetupPage::of,
            one -> ReproducibilityPage.of(one, experiments),
            DeploymentsPage::of,
            SecurityPage::of,
            ProvenancePage::of);
    return Parallel.map(
        pages, Runtime.getRuntime().availableProcessors(), page -> page.apply(model));
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
    return Cell.grouped(number) + " " + Count.noun(number, noun);
  }

  /** A day as ISO 8601 writes it, of a time in milliseconds since the epoch. */
  static String day(long milliseconds) {
    return Instant.ofEpochMilli(milliseconds).toString().substring(0, 10);
  }
}
