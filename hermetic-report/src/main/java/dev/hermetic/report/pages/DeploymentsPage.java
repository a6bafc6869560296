package dev.hermetic.report.pages;

import dev.hermetic.ledger.Deployments;
import dev.hermetic.ledger.LedgerEvent;
import dev.hermetic.ledger.Proportion;
import dev.hermetic.report.block.Block;
import dev.hermetic.report.block.Cell;
import dev.hermetic.report.block.Column;
import dev.hermetic.report.block.Section;
import dev.hermetic.report.block.Sheet;
import dev.hermetic.report.block.Sheet.Status;
import dev.hermetic.report.block.Table;
import dev.hermetic.report.block.Table.Row;
import dev.hermetic.report.chart.Bars;
import dev.hermetic.report.chart.Intervals;
import dev.hermetic.report.model.ReportModel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How often a deployment failed, before and after the environment was locked. */
final class DeploymentsPage {
  static final String ID = "deployments";
  private static final String TITLE = "Deployments";
  private static final String LEAD =
      "The deployment failure rate: failed deployments of all that were recorded, before and after the environment was locked.";

  private DeploymentsPage() {}

  static Sheet of(ReportModel model) {
    Deployments deployments = Deployments.of(model.ledger());
    List<LedgerEvent> all = deployments.events();
    if (all.isEmpty()) {
      return Pages.empty(
          ID,
          "Proof",
          TITLE,
          LEAD,
          "No deployment was recorded yet: there is no rate to tell.",
          "Whoever deploys records how it went; past runs of a CI can be imported with hermetic.record.import.",
          Pages.DEPLOYMENT);
    }
    List<Section> sections = new ArrayList<>();
    sections.add(new Section("rate", "Before and after", words(deployments.adopted()), List.of(rates(deployments))));
    sections.add(new Section("reasons", "Why deployments failed", "", List.of(reasons(deployments))));
    Latest<LedgerEvent> latest = Latest.of(all);
    sections.add(
        new Section("all", "Deployment by deployment", latest.lead(), List.of(table(latest.shown()))));
    return new Sheet(ID, "Proof", TITLE, LEAD, status(model, deployments), sections);
  }

  /** What a limit is about: the deployments since Hermetic came in, else all. */
  static Optional<Proportion> judged(Deployments deployments) {
    return deployments.after().or(deployments::all);
  }

  /** There is one at least. */
  static Status status(ReportModel model, Deployments deployments) {
    Proportion rate = judged(deployments).orElseThrow();
    String sentence =
        rate.hits()
            + " of "
            + Pages.count(rate.total(), "deployment")
            + (deployments.after().isPresent() ? " since Hermetic came in" : "")
            + " failed: "
            + text(rate)
            + ".";
    if (model.limits().maximumDfr().isEmpty()) {
      return new Status(
          rate.hits() == 0 ? "good" : "unknown",
          sentence,
          "No limit is set (hermetic.maximumDfr).");
    }
    double most = model.limits().maximumDfr().getAsDouble();
    String note = "The limit is " + Cell.percent(most) + ".";
    return rate.rate() > most ? Status.attention(sentence, note) : Status.good(sentence, note);
  }

  /** A rate and the range that it is in, with 95 % confidence. */
  static String text(Proportion rate) {
    Proportion.Interval range = rate.wilson();
    return Cell.percent(rate.rate())
        + " ("
        + Cell.percent(range.low())
        + " to "
        + Cell.percent(range.high())
        + ")";
  }

  private static String words(Optional<Instant> adopted) {
    return adopted
        .map(
            time ->
                "The first event that is no deployment is of "
                    + time.toString().substring(0, 10)
                    + ". The range is Wilson's interval at 95\u00a0%.")
        .orElse(
            "The ledger has no event but deployments, so all of this was before. The range is Wilson's interval at 95\u00a0%.");
  }

  private static Block rates(Deployments deployments) {
    List<Intervals.Share> shares = new ArrayList<>();
    List<Row> rows = new ArrayList<>();
    boolean adopted = deployments.adopted().isPresent();
    add(shares, rows, "before", adopted ? deployments.before() : deployments.all());
    add(shares, rows, "after", deployments.after());
    return new Block.Figure(
        Intervals.draw(
            "rates",
            "Deployment failure rate",
            "A dot for the rate before and one for that after, each on a bar for its range.",
            shares),
        Table.of(
            "rates",
            "Deployment failure rate before and after Hermetic came in",
            List.of(
                Column.of("when", "When"),
                Column.number("failed", "Failed"),
                Column.number("total", "Deployments"),
                Column.number("rate", "Rate"),
                Column.number("low", "At least"),
                Column.number("high", "At most")),
            rows),
        true);
  }

  private static void add(
      List<Intervals.Share> shares, List<Row> rows, String when, Optional<Proportion> rate) {
    if (rate.isEmpty()) {
      rows.add(
          Row.of(
              Cell.of(when),
              Cell.number(0),
              Cell.number(0),
              Cell.unknown("none recorded"),
              Cell.unknown("none recorded"),
              Cell.unknown("none recorded")));
      return;
    }
    Proportion one = rate.get();
    Proportion.Interval range = one.wilson();
    shares.add(
        new Intervals.Share(
            when, one.rate(), range.low(), range.high(), Cell.percent(one.rate())));
    rows.add(
        Row.of(
            Cell.of(when),
            Cell.number(one.hits()),
            Cell.number(one.total()),
            Cell.share(one.rate()),
            Cell.share(range.low()),
            Cell.share(range.high())));
  }

  private static Block reasons(Deployments deployments) {
    Map<String, Long> counts = deployments.reasons();
    if (counts.isEmpty()) {
      return new Block.Words("None failed.");
    }
    List<Map.Entry<String, Long>> sorted =
        counts.entrySet().stream()
            .sorted(
                Map.Entry.<String, Long>comparingByValue()
                    .reversed()
                    .thenComparing(Map.Entry::getKey))
            .toList();
    List<Bars.Bar> bars = new ArrayList<>();
    List<Row> rows = new ArrayList<>();
    for (Map.Entry<String, Long> one : sorted) {
      String reason = one.getKey().isEmpty() ? "no reason given" : one.getKey();
      if (bars.size() < 12) {
        bars.add(
            new Bars.Bar(
                reason,
                List.of(new Bars.Part(reason, one.getValue(), "s4", Cell.grouped(one.getValue()))),
                Cell.grouped(one.getValue())));
      }
      rows.add(
          Row.of(
              one.getKey().isEmpty() ? Cell.unknown(reason) : Cell.of(reason),
              Cell.number(one.getValue())));
    }
    return new Block.Figure(
        Bars.draw("reasons", "Failed deployments by reason", "A bar for each reason.", bars),
        Table.of(
            "reasons",
            "Reasons as they were recorded",
            List.of(Column.of("reason", "Reason"), Column.number("failed", "Failed")),
            rows),
        true);
  }

  private static Block table(List<LedgerEvent> all) {
    return Table.of(
            "deployments",
            "Recorded deployments",
            List.of(
                Column.of("time", "When (UTC)"),
                Column.of("outcome", "How it went"),
                Column.of("reason", "Why"),
                Column.of("lock", "Lock"),
                Column.of("revision", "Revision"),
                Column.of("source", "Recorded by")),
            all.stream()
                .map(
                    event ->
                        Row.of(
                            Events.whenCell(event),
                            Deployments.isFailure(event)
                                ? Cell.of("failure").toned("bad")
                                : Cell.of(event.data().text("outcome").orElse("not known"))
                                    .toned("good"),
                            event.data().text("reason").map(Cell::of).orElse(Cell.unknown("none given")),
                            Events.lock(event),
                            Events.revision(event),
                            event.tool().isEmpty() ? Cell.unknown("not known") : Cell.of(event.tool())))
                .toList())
        .withTools();
  }
}
