package dev.hermetic.report.pages;

import dev.hermetic.ledger.EventData;
import dev.hermetic.ledger.EventKind;
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
import dev.hermetic.report.chart.Intervals;
import dev.hermetic.report.chart.Line;
import dev.hermetic.report.model.ReportModel;
import dev.hermetic.report.pages.Experiments.Tried;
import dev.hermetic.reproduce.Excerpt;
import dev.hermetic.reproduce.Experiment;
import dev.hermetic.reproduce.FirstDifference;
import dev.hermetic.reproduce.Rate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether the same comes out again: R for each question, and what the first differences are. */
final class ReproducibilityPage {
  static final String ID = "reproducibility";
  private static final String TITLE = "Reproducibility";
  private static final String LEAD =
      "R is how many experiments gave the identical result, of all that were made: for the environment, the image, and what the project's own program writes.";

  /** More bars than this are no help to anybody. */
  private static final int MOST_DRAWN = 15;

  private ReproducibilityPage() {}

  static Sheet of(ReportModel model, Experiments experiments) {
    List<Tried> tried = experiments.tried();
    if (tried.isEmpty()) {
      return Pages.empty(
          ID,
          "Proof",
          TITLE,
          LEAD,
          "No experiment was made yet: nothing is known of how reproducible it is.",
          "Environment and image are built several times, in other folders, orders, time zones and locales, with and without a cache, and compared byte by byte.",
          Pages.REPRODUCE);
    }
    List<Section> sections = new ArrayList<>();
    sections.add(
        new Section(
            "r",
            "R for each question",
            "Only experiments that began with the same are compared. The range is Wilson's interval at 95\u00a0%: with few experiments it is wide, and says so.",
            shares(experiments.rates())));
    sections.add(new Section("differences", "First differences", "", differences(tried)));
    sections.add(new Section("control", "Without a lock", "", control(model)));
    sections.add(new Section("time", "Over time", "", List.of(overTime(tried))));
    Latest<Tried> latest = Latest.of(tried);
    sections.add(
        new Section(
            "all", "Experiment by experiment", latest.lead(), List.of(table(latest.shown(), experiments.rates()))));
    return new Sheet(ID, "Proof", TITLE, LEAD, status(model, experiments), sections);
  }

  static Status status(ReportModel model, Experiments experiments) {
    Collection<Rate> latest = experiments.latest();
    if (latest.isEmpty()) {
      return Status.unknown(
          "All " + Pages.count(experiments.tried().size(), "experiment") + " were made with another lock.",
          Pages.REPRODUCE);
    }
    int total = latest.stream().mapToInt(Rate::total).sum();
    int machines = latest.stream().mapToInt(Rate::machines).max().orElse(0);
    String note =
        machines == 1
            ? "All on one machine, which says nothing of others."
            : "On up to " + machines + " machines.";
    Optional<Proportion> lowest = experiments.lowest();
    if (lowest.isEmpty()) {
      return Status.unknown(
          Pages.count(total, "experiment") + ", with nothing to compare it with yet.", note);
    }
    int identical = latest.stream().mapToInt(Rate::identical).sum();
    String sentence =
        identical + " of " + Pages.count(total, "experiment") + " gave the identical result.";
    double least = model.limits().minimumR().orElse(1);
    return lowest.get().rate() < least
        ? Status.attention(sentence, note)
        : Status.good(sentence, note);
  }

  private static List<Block> shares(List<Rate> all) {
    List<Intervals.Share> shares = new ArrayList<>();
    List<Row> rows = new ArrayList<>();
    Latest<Rate> latest = Latest.of(all);
    for (Rate rate : latest.shown()) {
      String question = words(rate.question().word());
      List<Cell> cells = new ArrayList<>();
      cells.add(
          Cell.of(question)
              .valued(rate.question().word())
              .noted("inputs " + rate.inputs().substring(0, Math.min(12, rate.inputs().length()))));
      cells.add(Cell.number(rate.identical()));
      cells.add(Cell.number(rate.total()));
      Optional<Proportion> share = rate.proportion();
      if (share.isPresent()) {
        Proportion one = share.get();
        Proportion.Interval range = one.wilson();
        shares.add(
            new Intervals.Share(
                question, one.rate(), range.low(), range.high(), Cell.percent(one.rate())));
        cells.add(Cell.share(one.rate()));
        cells.add(Cell.share(range.low()));
        cells.add(Cell.share(range.high()));
      } else {
        cells.add(Cell.unknown("one alone"));
        cells.add(Cell.unknown("one alone"));
        cells.add(Cell.unknown("one alone"));
      }
      cells.add(Cell.number(rate.machines()).noted(rate.machines() == 1 ? "one machine only" : ""));
      cells.add(Cell.number(rate.conditions()));
      rows.add(new Row(cells, false, ""));
    }
    Table data =
        Table.of(
            "shares",
            "Experiments with the identical result, by question and by what they began with",
            List.of(
                Column.of("question", "Question"),
                Column.number("identical", "Identical"),
                Column.number("total", "Experiments"),
                Column.number("r", "R"),
                Column.number("low", "At least"),
                Column.number("high", "At most"),
                Column.number("machines", "Machines"),
                Column.number("conditions", "Conditions")),
            rows);
    List<Block> blocks = new ArrayList<>();
    if (!latest.lead().isEmpty()) {
      blocks.add(new Block.Words(latest.lead()));
    }
    int left = Math.max(0, shares.size() - MOST_DRAWN);
    blocks.add(
        shares.isEmpty()
            ? data
            : new Block.Figure(
                Intervals.draw(
                    "shares",
                    left == 0
                        ? "R for each question, with its range"
                        : "R for each question, with its range: the latest " + MOST_DRAWN,
                    "A dot for R of each question on a bar for its range.",
                    shares.subList(left, shares.size())),
                data,
                left == 0));
    return blocks;
  }

  private static String words(String question) {
    return switch (question) {
      case "prefix" -> "environment";
      case "output" -> "output of the program";
      default -> question;
    };
  }

  private static List<Block> differences(List<Tried> tried) {
    List<Row> rows = new ArrayList<>();
    FirstDifference last = null;
    Latest<Tried> latest =
        Latest.of(tried.stream().filter(one -> one.experiment().difference() != null).toList());
    for (Tried one : latest.shown()) {
      FirstDifference difference = one.experiment().difference();
      if (difference != null) {
        last = difference;
        rows.add(
            Row.of(
                Events.whenCell(one.event()),
                Cell.of(words(one.experiment().question().word())),
                Cell.literal(difference.path()),
                difference.owner().isEmpty() ? Cell.unknown("none") : Cell.of(difference.owner()),
                Cell.of(difference.cause().word()).toned("amber"),
                difference.offset() < 0
                    ? Cell.unknown("not content")
                    : Cell.number(difference.offset()),
                Cell.of(difference.why())));
      }
    }
    if (last == null) {
      return List.of(new Block.Words("None was recorded."));
    }
    List<Block> blocks = new ArrayList<>();
    if (!latest.lead().isEmpty()) {
      blocks.add(new Block.Words(latest.lead()));
    }
    blocks.add(
        Table.of(
                "differences",
                "The first difference of each experiment from the first run beside it",
                List.of(
                    Column.of("time", "When (UTC)"),
                    Column.of("question", "Question"),
                    Column.of("path", "File"),
                    Column.of("owner", "Package"),
                    Column.of("cause", "Cause"),
                    Column.number("offset", "Offset"),
                    Column.of("why", "What is seen")),
                rows)
            .withTools());
    Excerpt excerpt = last.excerpt();
    if (excerpt != null) {
      blocks.add(
          new Block.Excerpt(
              "The latest of them: " + last.path(),
              "- " + excerpt.one() + "\n+ " + excerpt.other()));
    }
    if (!last.command().isEmpty()) {
      blocks.add(
          new Block.Commands(
              List.of(new Block.Command("All differences of that file", last.command()))));
    }
    return blocks;
  }

  /** The latest comparison of the same environment without its lock, chosen at two dates. */
  private static List<Block> control(ReportModel model) {
    EventData control = EventData.EMPTY;
    for (LedgerEvent event : model.ledger().of(EventKind.REPRODUCE)) {
      EventData told = event.data().data("control");
      control = told.values().isEmpty() ? control : told;
    }
    if (control.values().isEmpty()) {
      return List.of(
          new Block.Words("Not measured: what the environment would be without its lock is not known."));
    }
    String dates =
        "Chosen without a lock as of " + control.text("from").orElse("one date")
            + " and of " + control.text("to").orElse("another") + ": ";
    if (control.text("missing").isPresent()) {
      return List.of(new Block.Words(dates + "not measured, " + control.text("missing").get() + "."));
    }
    List<EventData> drifted = control.items("drifted");
    if (drifted.isEmpty()) {
      return List.of(new Block.Words(dates + "no package moved."));
    }
    Table table =
        Table.of(
            "drifted",
            "Packages that moved without a lock",
            List.of(
                Column.of("package", "Package"),
                Column.of("before", "Before"),
                Column.of("after", "After")),
            drifted.stream()
                .map(
                    one ->
                        Row.of(
                            Cell.of(one.text("name").orElse("")),
                            one.text("from").map(Cell::of).orElse(Cell.unknown("not there")),
                            one.text("to").map(Cell::of).orElse(Cell.unknown("not there"))))
                .toList());
    return List.of(
        new Block.Words(dates + Pages.count(drifted.size(), "package") + " moved."), table);
  }

  /** Span by span, of those with something to compare. */
  private static Block overTime(List<Tried> tried) {
    Spans<Tried> spans = Spans.of(tried, one -> one.event().time());
    List<Line.Point> points = new ArrayList<>();
    List<Row> rows = new ArrayList<>();
    spans
        .by()
        .forEach(
            (first, of) -> {
              List<Rate> rates =
                  Rate.of(of.stream().map(Tried::experiment).toList()).stream()
                      .filter(one -> one.proportion().isPresent())
                      .toList();
              if (!rates.isEmpty()) {
                int identical = rates.stream().mapToInt(Rate::identical).sum();
                int total = rates.stream().mapToInt(Rate::total).sum();
                double share = (double) identical / total;
                points.add(
                    new Line.Point(
                        Spans.start(first),
                        first.toString(),
                        share,
                        identical + " of " + total,
                        identical == total ? "dot" : "dot bad"));
                rows.add(
                    Row.of(
                        Cell.of(first.toString()),
                        Cell.number(identical),
                        Cell.number(total),
                        Cell.share(share)));
              }
            });
    if (points.isEmpty()) {
      return new Block.Words("On no day was there more than one experiment that began with the same.");
    }
    Table data =
        Table.of(
            "days",
            "Experiments by " + spans.unit() + " (UTC)",
            List.of(
                Column.of("day", spans.title()),
                Column.number("identical", "Identical"),
                Column.number("total", "Experiments"),
                Column.number("r", "R")),
            rows);
    return points.size() == 1
        ? data
        : new Block.Figure(
            Line.draw(
                "days",
                "R, " + spans.unit() + " by " + spans.unit(),
                "A line over the " + spans.unit() + "s in which experiments were made.",
                points,
                1,
                "100 %"),
            data,
            false);
  }

  /** As R counts it. */
  private static Cell outcome(Experiment experiment, Rate rate) {
    if (experiment.result().isEmpty()) {
      return Cell.of("nothing came out").toned("bad");
    }
    if (rate.total() < 2) {
      return Cell.unknown("one alone");
    }
    return experiment.result().equals(rate.result())
        ? Cell.of("identical").toned("good")
        : Cell.of("different").toned("bad");
  }

  private static Block table(List<Tried> tried, List<Rate> rates) {
    Map<List<String>, Rate> known = new HashMap<>();
    rates.forEach(rate -> known.put(List.of(rate.question().word(), rate.inputs()), rate));
    List<Row> rows = new ArrayList<>();
    for (Tried one : tried) {
      Experiment experiment = one.experiment();
      List<String> conditions = new ArrayList<>();
      experiment.conditions().forEach((name, value) -> conditions.add(name + " " + value));
      rows.add(
          Row.of(
              Events.whenCell(one.event()),
              Cell.of(words(experiment.question().word())),
              outcome(
                  experiment,
                  known.get(List.of(experiment.question().word(), experiment.inputs()))),
              Cell.number(experiment.run()),
              Events.machine(one.event()).noted(experiment.machine()),
              conditions.isEmpty()
                  ? Cell.unknown("not told")
                  : Cell.of(String.join(", ", conditions)),
              experiment.result().isEmpty()
                  ? Cell.unknown("none")
                  : Events.digest(experiment.result()),
              Events.lock(one.event())));
    }
    return Table.of(
            "experiments",
            "Recorded experiments",
            List.of(
                Column.of("time", "When (UTC)"),
                Column.of("question", "Question"),
                Column.of("difference", "Result"),
                Column.number("run", "Run"),
                Column.of("machine", "Machine"),
                Column.of("conditions", "Conditions"),
                Column.of("result", "Digest"),
                Column.of("lock", "Lock")),
            rows)
        .withTools();
  }
}
