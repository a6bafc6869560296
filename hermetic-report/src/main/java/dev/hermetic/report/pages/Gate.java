package dev.hermetic.report.pages;

import dev.hermetic.ledger.Deployments;
import dev.hermetic.report.LockReportRequest.Freshness;
import dev.hermetic.report.block.Sheet.Status;
import dev.hermetic.report.model.LockPart;
import dev.hermetic.report.model.ReportModel;
import java.util.ArrayList;
import java.util.List;

/**
 * A question that has to be answered well before anybody relies on the environment.
 *
 * @param page where more is told
 */
record Gate(String key, String question, Status status, String page) {

  /** The gates in the order of the chain, each of its own evidence. */
  static List<Gate> of(ReportModel model, Experiments experiments) {
    List<Gate> gates = new ArrayList<>();
    gates.add(new Gate("lock", "Does the lock answer the environment?", lock(model), "specs"));
    gates.add(new Gate("image", "Is the image made from this lock?", image(model), ImagePage.ID));
    gates.add(
        new Gate("reproducible", "Does the same come out again?", reproducible(model, experiments), ReproducibilityPage.ID));
    gates.add(
        new Gate("security", "Does it pass the scan?", security(model), SecurityPage.ID));
    gates.add(
        new Gate("deployments", "Do deployments succeed?", deployments(model), DeploymentsPage.ID));
    return gates;
  }

  private static Status lock(ReportModel model) {
    if (model.lock().isEmpty()) {
      return Status.unknown(Pages.NO_LOCK, Pages.LOCK);
    }
    LockPart lock = model.lock().get();
    boolean complete = lock.specs().table().complete();
    return switch (lock.specs().freshness()) {
      case STALE -> Status.attention("It is stale: hermetic:lock would change it.", "mvn hermetic:check");
      case CURRENT, UNCHECKED ->
          complete
              ? lock.specs().freshness() == Freshness.CURRENT
                  ? Status.good("Every spec is met, on every platform.", "")
                  : Status.unknown("Every spec is met; the hashes were not compared.", "")
              : Status.attention("Some spec is not met, or a platform is missing.", "");
    };
  }

  private static Status image(ReportModel model) {
    if (model.image().isEmpty()) {
      return Status.unknown("There is no image in the build folder.", Pages.IMAGE);
    }
    return model.isOfLock(model.image().get().lock().sha256())
        ? Status.good("Yes, by the digest of the lock.", "")
        : Status.attention("No: it was made from another lock.", "");
  }

  private static Status reproducible(ReportModel model, Experiments experiments) {
    return experiments.rates().isEmpty()
        ? Status.unknown("Not measured yet.", Pages.REPRODUCE)
        : ReproducibilityPage.status(model, experiments);
  }

  private static Status security(ReportModel model) {
    return model.scan().isEmpty() && model.verdict().isEmpty()
        ? Status.unknown("Not scanned yet.", Pages.SCAN)
        : SecurityPage.status(model);
  }

  private static Status deployments(ReportModel model) {
    Deployments all = Deployments.of(model.ledger());
    return all.events().isEmpty()
        ? Status.unknown("None recorded yet.", Pages.DEPLOYMENT)
        : DeploymentsPage.status(model, all);
  }
}
