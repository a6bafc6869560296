package dev.hermetic.report.pages;

import dev.hermetic.diff.Change;
import dev.hermetic.diff.LockDiff;
import dev.hermetic.diff.Pinned;
import dev.hermetic.diff.Reason;
import dev.hermetic.lock.LockComparison;
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
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What moved since an earlier lock, and why. */
final class ChangesPage {
  private static final String ID = "changes";
  private static final String TITLE = "Changes";
  private static final String LEAD = "What moved in the lock since an earlier one, and why.";

  private ChangesPage() {}

  static Sheet of(ReportModel model) {
    if (model.changes().isEmpty()) {
      return Pages.empty(
          ID,
          "Lock",
          TITLE,
          LEAD,
          "There is no earlier lock to compare with.",
          "The lock of the last release is found in git, by the newest tag. Another revision or file is named by hermetic.report.from.",
          "mvn hermetic:report -Dhermetic.report.from=v1.0.0");
    }
    LockComparison.Result result = model.changes().get();
    LockDiff diff = result.diff();
    String between = result.from() + " and " + result.to();
    List<Section> sections = new ArrayList<>();
    if (!diff.changes().isEmpty()) {
      sections.add(new Section("kinds", "How much", "", List.of(kinds(diff))));
      sections.add(new Section("moves", "What, and why", "", List.of(moves(diff))));
    }
    if (!diff.settings().isEmpty()) {
      sections.add(new Section("settings", "Settings", "", List.of(settings(diff))));
    }
    Status status =
        diff.isEmpty()
            ? Status.good("Nothing moved.", "Compared: " + between + ".")
            : diff.count(Change.Kind.DOWN) > 0
                ? Status.attention(
                    Pages.count(diff.count(Change.Kind.DOWN), "package")
                        + " went down to an older version.",
                    summary(diff) + " Compared: " + between + ".")
                : Status.good(summary(diff), "Compared: " + between + ".");
    return new Sheet(ID, "Lock", TITLE, LEAD, status, sections);
  }

  private static String summary(LockDiff diff) {
    List<String> parts = new ArrayList<>();
    for (Change.Kind kind : Change.Kind.values()) {
      if (diff.count(kind) > 0) {
        parts.add(diff.count(kind) + " " + kind.title().toLowerCase(Locale.ROOT));
      }
    }
    return (parts.isEmpty() ? "Settings changed" : String.join(", ", parts)) + ".";
  }

  private static Block kinds(LockDiff diff) {
    List<Bars.Bar> bars = new ArrayList<>();
    List<Row> rows = new ArrayList<>();
    for (Change.Kind kind : Change.Kind.values()) {
      long count = diff.count(kind);
      if (count > 0) {
        String style = kind == Change.Kind.DOWN ? "s4" : "s1";
        bars.add(
            new Bars.Bar(
                kind.title(),
                List.of(new Bars.Part(kind.title(), count, style, Cell.grouped(count))),
                Cell.grouped(count)));
        rows.add(Row.of(Cell.of(kind.title()), Cell.number(count)));
      }
    }
    return new Block.Figure(
        Bars.draw("kinds", "Changes by kind", "A bar for each kind of change.", bars),
        Table.of(
            "kinds",
            "Changes by kind; a package on several platforms that agree is one",
            List.of(Column.of("kind", "Kind"), Column.number("changes", "Changes")),
            rows),
        true);
  }

  private static Block moves(LockDiff diff) {
    List<Row> rows = new ArrayList<>();
    for (Change change : diff.changes()) {
      Cell name = Cell.of(change.name());
      rows.add(
          Row.of(
              change.asked() ? name.noted("asked for") : name,
              tone(change),
              version(change.from()),
              version(change.to()),
              reasons(change),
              Cell.of(
                  change.platforms().stream()
                      .map(Object::toString)
                      .collect(Collectors.joining(", ")))));
    }
    return Table.of(
            "moves",
            "Every change, the most important first",
            List.of(
                Column.of("package", "Package"),
                Column.of("kind", "Kind"),
                Column.of("from", "From"),
                Column.of("to", "To"),
                Column.of("reasons", "Why"),
                Column.of("platforms", "Platforms")),
            rows)
        .withTools();
  }

  private static Cell tone(Change change) {
    Cell cell = Cell.of(change.kind().title());
    return switch (change.kind()) {
      case DOWN -> cell.toned("bad");
      case CHANNEL, FILE, LICENSE -> cell.toned("amber");
      default -> cell.toned("plain");
    };
  }

  private static Cell version(Optional<Pinned> pinned) {
    return pinned
        .map(one -> Cell.of(one.version()).noted(one.build().orElse("")))
        .orElse(Cell.unknown("not there"));
  }

  private static Cell reasons(Change change) {
    if (change.reasons().isEmpty()) {
      return Cell.unknown("not known");
    }
    return Cell.of(
        change.reasons().stream()
            .map(Reason::told)
            .map(text -> text.replace("`", ""))
            .collect(Collectors.joining("; ")));
  }

  private static Block settings(LockDiff diff) {
    return Table.of(
        "settings",
        "What changed in the lock's own settings",
        List.of(Column.of("name", "Setting"), Column.of("from", "From"), Column.of("to", "To")),
        diff.settings().stream()
            .map(one -> Row.of(Cell.literal(one.name()), Cell.of(one.from()), Cell.of(one.to())))
            .toList());
  }
}
