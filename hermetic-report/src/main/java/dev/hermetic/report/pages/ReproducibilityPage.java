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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether the same comes out again: R for each question, and what the first differences are. */
final class ReproducibilityPage {
  static final String ID = "reproducibility";
  private static final String TITLE = "Reproducibility";
  private static final String LEAD =
      "R is how many experiments gave the identical result, of all that were made: for the environment, the image, and what the project's own program writes.";

  private ReproducibilityPage() {}

  static Sheet of(ReportModel model) {
    List<LedgerEvent> events = model.ledger().of(EventKind.REPRODUCE);
    List<LedgerEvent> experiments = experiments(events);
    if (experiments.isEmpty()) {
      return Pages.empty(
          ID,
          "Proof",
          TITLE,
          LEAD,
          "No experiment was made yet: nothing is known of how reproducible it is.",
          "Environment and image are built several times, in other folders, orders, time zones and locales, with and without a cache, and compared byte by byte.",
          "mvn hermetic:reproduce hermetic:record -Dhermetic.reproduce.runs=3");
    }
    List<Section> sections = new ArrayList<>();
    sections.add(
        new Section(
            "r",
            "R for each question",
            "The range is Wilson's interval at 95 %: with few experiments it is wide, and says so.",
            List.of(shares(experiments))));
    List<LedgerEvent> differing =
        experiments.stream().filter(event -> !identical(event)).toList();
    sections.add(new Section("differences", "First differences", "", differences(differing)));
    sections.add(new Section("control", "Without a lock", "", control(events)));
    sections.add(new Section("time", "Over time", "", List.of(overTime(experiments))));
    sections.add(new Section("all", "Every experiment", "", List.of(table(experiments))));
    return new Sheet(ID, "Proof", TITLE, LEAD, status(model, experiments), sections);
  }

  /** Those that gave an answer. */
  static List<LedgerEvent> experiments(List<LedgerEvent> events) {
    return events.stream().filter(event -> event.data().flag("identical").isPresent()).toList();
  }

  static boolean identical(LedgerEvent event) {
    return event.data().flag("identical").orElse(false);
  }

  private static String question(LedgerEvent event) {
    return event.data().text("question").orElse("not known");
  }

  /** The lowest of all questions, which is what a gate looks at. */
  static Optional<Proportion> lowest(List<LedgerEvent> experiments) {
    return byQuestion(experiments).values().stream()
        .map(ReproducibilityPage::rate)
        .reduce((one, other) -> one.rate() <= other.rate() ? one : other);
  }

  private static Proportion rate(List<LedgerEvent> events) {
    return new Proportion(
        events.stream().filter(ReproducibilityPage::identical).count(), events.size());
  }

  private static Map<String, List<LedgerEvent>> byQuestion(List<LedgerEvent> experiments) {
    Map<String, List<LedgerEvent>> groups = new LinkedHashMap<>();
    for (String question : List.of("prefix", "image", "output")) {
      List<LedgerEvent> own =
          experiments.stream().filter(event -> question(event).equals(question)).toList();
      if (!own.isEmpty()) {
        groups.put(question, own);
      }
    }
    experiments.stream()
        .filter(event -> !groups.containsKey(question(event)))
        .forEach(event -> groups.computeIfAbsent(question(event), q -> new ArrayList<>()).add(event));
    return groups;
  }

  static Status status(ReportModel model, List<LedgerEvent> experiments) {
    Proportion lowest = lowest(experiments).orElseThrow();
    Proportion all = rate(experiments);
    long machines = experiments.stream().map(event -> event.machine().text()).distinct().count();
    String note =
        machines == 1
            ? "All on one kind of machine: " + experiments.get(0).machine().text() + "."
            : "On " + machines + " kinds of machines.";
    String sentence =
        all.hits()
            + " of "
            + Pages.count(all.total(), "experiment")
            + " gave the identical result.";
    double least = model.limits().minimumR().orElse(1);
    return lowest.rate() < least
        ? Status.attention(sentence, note)
        : Status.good(sentence, note);
  }

  private static Block shares(List<LedgerEvent> experiments) {
    List<Intervals.Share> shares = new ArrayList<>();
    List<Row> rows = new ArrayList<>();
    byQuestion(experiments)
        .forEach(
            (question, events) -> {
              Proportion rate = rate(events);
              Proportion.Interval range = rate.wilson();
              long machines =
                  events.stream().map(event -> event.machine().text()).distinct().count();
              long conditions =
                  events.stream().map(event -> event.data().data("conditions")).distinct().count();
              shares.add(
                  new Intervals.Share(
                      words(question), rate.rate(), range.low(), range.high(), Cell.percent(rate.rate())));
              rows.add(
                  Row.of(
                      Cell.of(words(question)).valued(question),
                      Cell.number(rate.hits()),
                      Cell.number(rate.total()),
                      Cell.share(rate.rate()),
                      Cell.share(range.low()),
                      Cell.share(range.high()),
                      Cell.number(machines).noted(machines == 1 ? "one machine only" : ""),
                      Cell.number(conditions)));
            });
    return new Block.Figure(
        Intervals.draw(
            "shares", "R for each question", "A dot for R of each question on a bar for its range.", shares),
        Table.of(
            "shares",
            "Experiments with the identical result, by question",
            List.of(
                Column.of("question", "Question"),
                Column.number("identical", "Identical"),
                Column.number("total", "Experiments"),
                Column.number("r", "R"),
                Column.number("low", "At least"),
                Column.number("high", "At most"),
                Column.number("machines", "Kinds of machines"),
                Column.number("conditions", "Conditions")),
            rows),
        true);
  }

  private static String words(String question) {
    return switch (question) {
      case "prefix" -> "environment";
      case "output" -> "output of the program";
      default -> question;
    };
  }

  private static List<Block> differences(List<LedgerEvent> differing) {
    if (differing.isEmpty()) {
      return List.of(new Block.Words("None: every experiment gave the same bytes."));
    }
    List<Block> blocks = new ArrayList<>();
    List<Row> rows = new ArrayList<>();
    for (LedgerEvent event : differing) {
      EventData difference = event.data().data("difference");
      rows.add(
          Row.of(
              Events.whenCell(event),
              Cell.of(words(question(event))),
              difference.text("path").map(Cell::literal).orElse(Cell.unknown("not told")),
              difference.text("owner").filter(owner -> !owner.isEmpty()).map(Cell::of).orElse(Cell.unknown("none")),
              difference.text("cause").map(cause -> Cell.of(cause).toned("amber")).orElse(Cell.unknown("not told")),
              difference.number("offset").isPresent()
                  ? Cell.number(difference.number("offset").getAsLong())
                  : Cell.unknown("not content"),
              difference.text("why").map(Cell::of).orElse(Cell.unknown("not told"))));
    }
    blocks.add(
        Table.of(
                "differences",
                "The first difference of each experiment that did not give the identical result",
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
    LedgerEvent last = differing.get(differing.size() - 1);
    EventData difference = last.data().data("difference");
    EventData excerpt = difference.data("excerpt");
    if (excerpt.text("one").isPresent() || excerpt.text("other").isPresent()) {
      blocks.add(
          new Block.Excerpt(
              "The latest of them: " + difference.text("path").orElse(""),
              "- " + excerpt.text("one").orElse("") + "\n+ " + excerpt.text("other").orElse("")));
    }
    difference
        .text("command")
        .filter(command -> !command.isEmpty())
        .ifPresent(
            command ->
                blocks.add(
                    new Block.Commands(
                        List.of(new Block.Command("All differences of that file", command)))));
    return blocks;
  }

  /** The same environment without its lock, chosen at two dates. */
  private static List<Block> control(List<LedgerEvent> events) {
    LedgerEvent last = null;
    for (LedgerEvent event : events) {
      if (!event.data().data("control").values().isEmpty()) {
        last = event;
      }
    }
    if (last == null) {
      return List.of(
          new Block.Words(
              "Not measured: what the same environment would be without a lock is found by solving it at two dates, which needs the channels."));
    }
    EventData control = last.data().data("control");
    List<Block> blocks = new ArrayList<>();
    List<EventData> drifted = control.items("drifted");
    blocks.add(
        new Block.Words(
            "The same environment without a lock, chosen as of "
                + control.text("from").orElse("one date")
                + " and as of "
                + control.text("to").orElse("another")
                + ": "
                + (drifted.isEmpty()
                    ? "nothing moved."
                    : Pages.count(drifted.size(), "package") + " moved.")));
    if (!drifted.isEmpty()) {
      blocks.add(
          Table.of(
                  "drifted",
                  "Packages that moved without a lock",
                  List.of(
                      Column.of("package", "Package"),
                      Column.of("from", "Before"),
                      Column.of("to", "After")),
                  drifted.stream()
                      .map(
                          one ->
                              Row.of(
                                  Cell.of(one.text("name").orElse("")),
                                  one.text("from").map(Cell::of).orElse(Cell.unknown("not there")),
                                  one.text("to").map(Cell::of).orElse(Cell.unknown("not there"))))
                      .toList())
              .withTools());
    }
    return blocks;
  }

  /** R of all experiments up to each moment on one day would hide a day; so it is one a day. */
  private static Block overTime(List<LedgerEvent> experiments) {
    Map<String, List<LedgerEvent>> days = new LinkedHashMap<>();
    for (LedgerEvent event : experiments) {
      days.computeIfAbsent(event.time().toString().substring(0, 10), day -> new ArrayList<>())
          .add(event);
    }
    List<Line.Point> points = new ArrayList<>();
    List<Row> rows = new ArrayList<>();
    days.forEach(
        (day, events) -> {
          Proportion rate = rate(events);
          points.add(
              new Line.Point(
                  day,
                  rate.rate(),
                  rate.hits() + " of " + rate.total(),
                  rate.hits() == rate.total() ? "dot" : "dot bad"));
          rows.add(
              Row.of(
                  Cell.of(day),
                  Cell.number(rate.hits()),
                  Cell.number(rate.total()),
                  Cell.share(rate.rate())));
        });
    return new Block.Figure(
        Line.draw(
            "days", "R day by day", "A line over the days on which experiments were made.", points, 1, "100 %"),
        Table.of(
            "days",
            "Experiments by day (UTC)",
            List.of(
                Column.of("day", "Day"),
                Column.number("identical", "Identical"),
                Column.number("total", "Experiments"),
                Column.number("r", "R")),
            rows),
        false);
  }

  private static Block table(List<LedgerEvent> experiments) {
    List<Row> rows = new ArrayList<>();
    for (LedgerEvent event : experiments) {
      EventData conditions = event.data().data("conditions");
      List<String> words = new ArrayList<>();
      conditions.values().forEach((name, value) -> words.add(name + " " + value));
      rows.add(
          Row.of(
              Events.whenCell(event),
              Cell.of(words(question(event))),
              identical(event)
                  ? Cell.of("identical").toned("good")
                  : Cell.of("different").toned("bad"),
              Events.machine(event),
              words.isEmpty() ? Cell.unknown("not told") : Cell.of(String.join(", ", words)),
              event.data().text("digest").map(Cell::literal).orElse(Cell.unknown("not told")),
              Events.lock(event)));
    }
    return Table.of(
            "experiments",
            "Every recorded experiment",
            List.of(
                Column.of("time", "When (UTC)"),
                Column.of("question", "Question"),
                Column.of("result", "Result"),
                Column.of("machine", "Machine"),
                Column.of("conditions", "Conditions"),
                Column.of("digest", "Digest"),
                Column.of("lock", "Lock")),
            rows)
        .withTools();
  }
}
