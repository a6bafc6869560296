package dev.hermetic.report.pages;

import dev.hermetic.ledger.Deployments;
import dev.hermetic.ledger.EventKind;
import dev.hermetic.ledger.LedgerEvent;
import dev.hermetic.ledger.MachineClass;
import dev.hermetic.ledger.Proportion;
import dev.hermetic.problem.Problem;
import dev.hermetic.report.block.Block;
import dev.hermetic.report.block.Cell;
import dev.hermetic.report.block.Column;
import dev.hermetic.report.block.Section;
import dev.hermetic.report.block.Sheet;
import dev.hermetic.report.block.Sheet.Status;
import dev.hermetic.report.block.Table;
import dev.hermetic.report.block.Table.Row;
import dev.hermetic.report.model.ReportModel;
import dev.hermetic.text.Count;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongFunction;

/** The verdict and the gates, and where things are going. */
final class OverviewPage {
  static final String ID = "index";
  private static final String LEAD =
      "Is this environment reproducible, what is in it, how big, how safe, how fast, and since when.";

  private OverviewPage() {}

  static Sheet of(ReportModel model, Experiments experiments) {
    List<Gate> gates = Gate.of(model, experiments);
    List<Section> sections = new ArrayList<>();
    sections.add(new Section("gates", "Gates", "", List.of(gates(gates))));
    sections.add(new Section("numbers", "At a glance", "", List.of(facts(model, experiments))));
    sections.add(new Section("trends", "Trends", "", trends(model)));
    sections.add(new Section("since", "Since when", "", List.of(ledger(model))));
    if (!model.problems().isEmpty()) {
      sections.add(
          new Section(
              "problems",
              "Warnings",
              "What could not be read is left out of this report; everything else is complete.",
              List.of(problems(model.problems()))));
    }
    return new Sheet(ID, "Overview", "Overview", LEAD, status(gates), sections);
  }

  private static Status status(List<Gate> gates) {
    List<String> bad = named(gates, "attention");
    List<String> unknown = named(gates, "unknown");
    if (!bad.isEmpty()) {
      return Status.attention(
          bad.size() + " of " + gates.size() + " gates failed: " + String.join(", ", bad) + ".",
          unknown.isEmpty() ? "" : "No verdict yet: " + String.join(", ", unknown) + ".");
    }
    if (!unknown.isEmpty()) {
      int known = gates.size() - unknown.size();
      return Status.unknown(
          known == 0
              ? "Nothing is known of this environment yet."
              : known
                  + " of "
                  + gates.size()
                  + (unknown.size() == 1
                      ? " gates passed; the other has no verdict yet."
                      : " gates passed; the others have no verdict yet."),
          "No verdict yet: " + String.join(", ", unknown) + ".");
    }
    return Status.good("All " + gates.size() + " gates passed.", "");
  }

  private static List<String> named(List<Gate> gates, String state) {
    return gates.stream()
        .filter(gate -> gate.status().state().equals(state))
        .map(Gate::key)
        .toList();
  }

  private static Block gates(List<Gate> gates) {
    List<Row> rows = new ArrayList<>();
    for (Gate gate : gates) {
      Cell result =
          switch (gate.status().state()) {
            case "good" -> Cell.of("passed").toned("good");
            case "attention" -> Cell.of("failed").toned("bad");
            default -> Cell.of("no verdict").toned("plain");
          };
      rows.add(
          Row.of(
              Cell.of(gate.question()).valued(gate.key()).linked(gate.page()),
              result,
              Cell.of(gate.status().sentence()).noted(gate.status().note())));
    }
    return Table.of(
        "gates",
        "Each gate with its evidence",
        List.of(
            Column.of("gate", "Gate"), Column.of("result", "Result"), Column.of("says", "Evidence")),
        rows);
  }

  private static Block facts(ReportModel model, Experiments experiments) {
    List<Block.Fact> facts = new ArrayList<>();
    Cell none = Cell.unknown("–");
    facts.add(
        Block.Fact.of(
            "packages",
            "Packages",
            model.lock().map(l -> Cell.number(l.specs().table().packages().size())).orElse(none),
            model
                .lock()
                .map(l -> "on " + Pages.count(l.specs().table().platforms().size(), "platform"))
                .orElse("no lock yet")));
    facts.add(
        Block.Fact.of(
            "image_packed",
            "Image to pull",
            model.image().map(image -> Cell.bytes(image.packed())).orElse(none),
            model.image().map(image -> image.platform()).orElse("no image yet")));
    facts.add(
        Block.Fact.of(
            "findings",
            "Known vulnerabilities",
            model.scan().map(scan -> Cell.number(scan.findings().size())).orElse(none),
            model
                .scan()
                .map(
                    scan ->
                        (SecurityPage.isOfAnotherLock(model) ? "in another lock; " : "")
                            + scan.covered() + " of " + Count.of(scan.packages(), "package") + " covered")
                .orElse("not scanned yet")));
    Optional<Proportion> lowest = experiments.lowest();
    facts.add(
        Block.Fact.of(
            "r",
            "R, the lowest",
            lowest.map(r -> Cell.share(r.rate())).orElse(none),
            lowest
                .map(r -> "of " + Pages.count(r.total(), "experiment"))
                .orElse(
                    experiments.rates().size() > experiments.current().size()
                        ? "none with this lock"
                        : "nothing compared yet")));
    Deployments deployments = Deployments.of(model.ledger());
    Optional<Proportion> failed = DeploymentsPage.judged(deployments);
    facts.add(
        Block.Fact.of(
            "dfr",
            "Deployments failed",
            failed.map(rate -> Cell.share(rate.rate())).orElse(none),
            failed
                .map(
                    rate ->
                        "of "
                            + Pages.count(rate.total(), "deployment")
                            + (deployments.after().isPresent() ? " since Hermetic came in" : ""))
                .orElse("none recorded")));
    return new Block.Facts(facts);
  }

  private static List<Block> trends(ReportModel model) {
    List<Block> blocks = new ArrayList<>();
    trend(blocks, model, EventKind.LOCK, "packages", "Packages in the lock", Cell::number);
    trend(blocks, model, EventKind.IMAGE, "packedBytes", "Image to pull", Cell::bytes);
    List<Trend.Value> installs = values(model, EventKind.INSTALL, "millis");
    for (String cache : SetupPage.CACHES) {
      trend(
          blocks,
          "install_" + cache,
          "Set-up time from the lock, " + cache + " cache",
          Cell::milliseconds,
          installs.stream()
              .filter(value -> SetupPage.cache(value.event()).equals(cache))
              .toList());
    }
    trend(blocks, model, EventKind.SCAN, "findings", "Known vulnerabilities", Cell::number);
    if (blocks.isEmpty()) {
      blocks.add(
          new Block.Empty(
              "There are no trends before anything was recorded twice. Every build can add what it did to the project's ledger.",
              "mvn hermetic:record"));
    }
    return blocks;
  }

  private static void trend(
      List<Block> blocks,
      ReportModel model,
      EventKind kind,
      String field,
      String title,
      LongFunction<Cell> shown) {
    trend(blocks, kind.word() + "_" + field, title, shown, values(model, kind, field));
  }

  private static List<Trend.Value> values(ReportModel model, EventKind kind, String field) {
    List<Trend.Value> values = new ArrayList<>();
    for (LedgerEvent event : model.ledger().of(kind)) {
      OptionalLong number = number(event, field);
      if (number.isPresent() && event.isOwn() && !event.lock().isEmpty()) {
        values.add(new Trend.Value(event, number.getAsLong()));
      }
    }
    return values;
  }

  /** A trend needs two values at least. */
  private static void trend(
      List<Block> blocks,
      String id,
      String title,
      LongFunction<Cell> shown,
      List<Trend.Value> values) {
    if (values.size() > 1) {
      blocks.add(
          new Trend(id, title, shown, values)
              .figure(
                  "A line over everything that was recorded: from "
                      + shown.apply(values.get(0).number()).text()
                      + " to "
                      + shown.apply(values.get(values.size() - 1).number()).text()
                      + "."));
    }
  }

  /** A number, or the sum where it is told by platform or severity. */
  private static OptionalLong number(LedgerEvent event, String field) {
    OptionalLong number = event.data().number(field);
    if (number.isPresent()) {
      return number;
    }
    var parts = event.data().numbers(field);
    return parts.isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(parts.values().stream().mapToLong(Long::longValue).sum());
  }

  private static Block ledger(ReportModel model) {
    if (model.ledger().events().isEmpty()) {
      return new Block.Empty("The ledger is empty: nothing was recorded yet.", "mvn hermetic:record");
    }
    Map<String, List<LedgerEvent>> kinds = new TreeMap<>();
    for (EventKind kind : EventKind.values()) {
      if (!model.ledger().of(kind).isEmpty()) {
        kinds.put(kind.word(), model.ledger().of(kind));
      }
    }
    List<Row> rows = new ArrayList<>();
    kinds.forEach(
        (kind, own) ->
            rows.add(
                Row.of(
                    Cell.of(kind),
                    Cell.number(own.size()),
                    Events.whenCell(own.get(0)),
                    Events.whenCell(own.get(own.size() - 1)),
                    Cell.number(machines(own)))));
    return Table.of(
        "ledger",
        "What the ledger holds",
        List.of(
            Column.of("kind", "Kind"),
            Column.number("events", "Events"),
            Column.of("first", "The first (UTC)"),
            Column.of("last", "The last (UTC)"),
            Column.number("machines", "Kinds of machines")),
        rows);
  }

  /** Kinds that are told; imported events tell none. */
  private static long machines(List<LedgerEvent> events) {
    Set<MachineClass> machines = new HashSet<>();
    MachineClass last = MachineClass.UNKNOWN;
    for (LedgerEvent event : events) {
      // Most events are of the machine of the one before.
      if (!event.machine().equals(last)) {
        last = event.machine();
        machines.add(last);
      }
    }
    machines.remove(MachineClass.UNKNOWN);
    return machines.size();
  }

  private static Block problems(List<Problem> problems) {
    return Table.of(
        "problems",
        "What was wrong with what the report is made of",
        List.of(
            Column.of("code", "Code"),
            Column.of("where", "Where"),
            Column.of("fact", "What is wrong"),
            Column.of("fix", "What to do")),
        problems.stream()
            .map(
                one ->
                    Row.of(
                        Cell.literal(one.code()),
                        Cell.of(one.subject()),
                        Cell.of(one.fact()),
                        Cell.of(one.fix())))
            .toList());
  }
}
