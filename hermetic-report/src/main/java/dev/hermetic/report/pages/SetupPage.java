package dev.hermetic.report.pages;

import dev.hermetic.ledger.EventKind;
import dev.hermetic.ledger.LedgerEvent;
import dev.hermetic.report.block.Block;
import dev.hermetic.report.block.Cell;
import dev.hermetic.report.block.Column;
import dev.hermetic.report.block.Section;
import dev.hermetic.report.block.Sheet;
import dev.hermetic.report.block.Sheet.Status;
import dev.hermetic.report.block.Table;
import dev.hermetic.report.block.Table.Row;
import dev.hermetic.report.chart.Bars;
import dev.hermetic.report.model.ReportModel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/** How long it takes until somebody can work: with the lock, and where all is chosen anew. */
final class SetupPage {
  private static final String ID = "setup";
  private static final String TITLE = "Set-up time";
  private static final String LEAD =
      "How long it takes to have the environment: from the lock, and without one, where packages are chosen first.";
  private static final List<String> STAGES = List.of("fetch", "verify", "link");

  private static final String MILLIS = "Millis";

  /** What is in the cache decides on the time, so times are compared where that was the same. */
  static final List<String> CACHES = List.of("cold", "partial", "warm");

  private SetupPage() {}

  /**
   * Runs that can be compared: of one tool, one kind of machine and cache.
   *
   * @param way what was done
   */
  private record Way(String way, String cache, String machine) implements Comparable<Way> {
    private static final Comparator<Way> ORDER =
        Comparator.comparing(Way::machine).thenComparing(Way::cache).thenComparing(Way::way);

    @Override
    public int compareTo(Way other) {
      return ORDER.compare(this, other);
    }

    String text() {
      return way + (cache.isEmpty() ? "" : ", " + cache + " cache");
    }
  }

  static Sheet of(ReportModel model) {
    List<LedgerEvent> installs = measured(model.ledger().of(EventKind.INSTALL));
    List<LedgerEvent> locks = measured(model.ledger().of(EventKind.LOCK));
    if (installs.isEmpty()) {
      return Pages.empty(
          ID,
          "Proof",
          TITLE,
          LEAD,
          "No set-up was measured yet.",
          "Every installation measures itself. Record what this build measured in the project's ledger; with hermetic.reproduce.peers, conda or mamba are measured beside it.",
          "mvn hermetic:install hermetic:record");
    }
    SortedMap<Way, List<LedgerEvent>> ways = new TreeMap<>();
    for (LedgerEvent event : installs) {
      Way way =
          new Way(tool(event) + ", from the lock", cache(event), event.machine().text());
      boolean unlocked = event.lock().isEmpty();
      Way own = unlocked ? new Way(tool(event) + ", without a lock", way.cache(), way.machine()) : way;
      ways.computeIfAbsent(own, key -> new ArrayList<>()).add(event);
    }
    List<Section> sections = new ArrayList<>();
    sections.add(
        new Section(
            "ways",
            "From the lock and without it",
            "Medians of what was measured. Solving is what a set-up without a lock does first; it is shown apart, as it was measured when the lock was made.",
            List.of(figure(ways, locks))));
    Latest<LedgerEvent> latest = Latest.of(installs);
    sections.add(
        new Section("runs", "Run by run", latest.lead(), List.of(runs(latest.shown()))));
    return new Sheet(
        ID,
        "Proof",
        TITLE,
        LEAD,
        Status.good(
            sentence(installs),
            ways.keySet().stream().map(Way::machine).distinct().count() == 1
                ? "One kind of machine: " + ways.firstKey().machine() + "."
                : "Several kinds of machines; only runs on the same kind can be compared."),
        sections);
  }

  /** Our own way from the lock, by what was in the cache. */
  private static String sentence(List<LedgerEvent> installs) {
    List<String> medians = new ArrayList<>();
    for (String cache : CACHES) {
      List<Long> own =
          installs.stream()
              .filter(event -> event.isOwn() && !event.lock().isEmpty() && cache(event).equals(cache))
              .map(SetupPage::total)
              .toList();
      if (!own.isEmpty()) {
        medians.add(
            Cell.seconds(Quantiles.of(own, 0.5))
                + " with a "
                + cache
                + " cache ("
                + Pages.count(own.size(), "run")
                + ")");
      }
    }
    return medians.isEmpty()
        ? Pages.count(installs.size(), "set-up") + " recorded, none of Hermetic from the lock."
        : "Median set-up from the lock: " + String.join(", ", medians) + ".";
  }

  /** As the event tells it; empty where it does not. */
  static String cache(LedgerEvent event) {
    return event.data().text("cache").orElse("");
  }

  private static List<LedgerEvent> measured(List<LedgerEvent> events) {
    return events.stream().filter(event -> number(event, "millis").isPresent()).toList();
  }

  private static OptionalLong number(LedgerEvent event, String name) {
    OptionalLong number = event.data().number(name);
    return number.isPresent() && number.getAsLong() < 0 ? OptionalLong.empty() : number;
  }

  private static long total(LedgerEvent event) {
    return number(event, "millis").orElse(0);
  }

  /** Hermetic's own events have its version alone. */
  private static String tool(LedgerEvent event) {
    return event.isOwn() ? "Hermetic" : event.tool();
  }

  private static Block figure(SortedMap<Way, List<LedgerEvent>> ways, List<LedgerEvent> locks) {
    List<Bars.Bar> bars = new ArrayList<>();
    List<Row> rows = new ArrayList<>();
    ways.forEach(
        (way, events) -> {
          List<Long> totals = events.stream().map(SetupPage::total).toList();
          List<Bars.Part> parts = new ArrayList<>();
          List<Cell> cells = new ArrayList<>();
          cells.add(Cell.of(way.text()).noted(way.machine()));
          cells.add(Cell.number(events.size()));
          cells.add(Cell.milliseconds(Quantiles.of(totals, 0.5)));
          cells.add(Cell.milliseconds(Quantiles.of(totals, 0.95)));
          long split = 0;
          for (int i = 0; i < STAGES.size(); i++) {
            String stage = STAGES.get(i);
            List<Long> times =
                events.stream()
                    .map(event -> number(event, stage + MILLIS))
                    .filter(OptionalLong::isPresent)
                    .map(OptionalLong::getAsLong)
                    .toList();
            if (times.isEmpty()) {
              cells.add(Cell.unknown("not split"));
            } else {
              long median = Quantiles.of(times, 0.5);
              split += median;
              cells.add(Cell.milliseconds(median));
              parts.add(new Bars.Part(stage, median, "s" + (i + 1), Cell.seconds(median)));
            }
          }
          long median = Quantiles.of(totals, 0.5);
          if (median > split) {
            parts.add(
                new Bars.Part("the rest", median - split, "s6", Cell.seconds(median - split)));
          }
          bars.add(new Bars.Bar(way.text(), parts, Cell.seconds(median)));
          rows.add(new Row(cells, false, ""));
        });
    if (!locks.isEmpty()) {
      List<Long> totals = locks.stream().map(SetupPage::total).toList();
      long median = Quantiles.of(totals, 0.5);
      bars.add(
          new Bars.Bar(
              "solving, without a lock",
              List.of(new Bars.Part("solving", median, "s4", Cell.seconds(median))),
              Cell.seconds(median)));
      rows.add(
          Row.of(
              Cell.of("solving, without a lock"),
              Cell.number(locks.size()),
              Cell.milliseconds(median),
              Cell.milliseconds(Quantiles.of(totals, 0.95)),
              Cell.unknown("not split"),
              Cell.unknown("not split"),
              Cell.unknown("not split")));
    }
    return new Block.Figure(
        Bars.draw(
            "ways",
            "Median time of a set-up",
            "A bar for each way, in parts for fetching, verifying and linking.",
            bars),
        Table.of(
            "ways",
            "Times by way; p50 is the median, p95 what 19 of 20 runs did not exceed",
            List.of(
                Column.of("way", "Way"),
                Column.number("runs", "Runs"),
                Column.number("p50_ms", "p50"),
                Column.number("p95_ms", "p95"),
                Column.number("fetch_ms", "Fetch, p50"),
                Column.number("verify_ms", "Verify, p50"),
                Column.number("link_ms", "Link, p50")),
            rows),
        true);
  }

  private static Block runs(List<LedgerEvent> installs) {
    List<Row> rows = new ArrayList<>();
    for (LedgerEvent event : installs) {
      List<Cell> cells = new ArrayList<>();
      cells.add(Events.whenCell(event));
      cells.add(Cell.of(tool(event)));
      cells.add(event.data().text("cache").map(Cell::of).orElse(Cell.unknown("not known")));
      cells.add(Cell.milliseconds(total(event)));
      for (String stage : STAGES) {
        OptionalLong time = number(event, stage + MILLIS);
        cells.add(
            time.isPresent() ? Cell.milliseconds(time.getAsLong()) : Cell.unknown("not split"));
      }
      cells.add(Events.machine(event));
      cells.add(Events.lock(event));
      rows.add(new Row(cells, false, ""));
    }
    return Table.of(
            "runs",
            "Recorded set-ups",
            List.of(
                Column.of("time", "When (UTC)"),
                Column.of("tool", "By"),
                Column.of("cache", "Cache"),
                Column.number("total_ms", "In all"),
                Column.number("fetch_ms", "Fetch"),
                Column.number("verify_ms", "Verify"),
                Column.number("link_ms", "Link"),
                Column.of("machine", "Machine"),
                Column.of("lock", "Lock")),
            rows)
        .withTools();
  }
}
