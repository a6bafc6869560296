package dev.hermetic.lock;

import dev.hermetic.lock.SpecTable.Cell;
import dev.hermetic.lock.SpecTable.PackageRow;
import dev.hermetic.lock.SpecTable.Row;
import dev.hermetic.lock.SpecTable.Total;
import dev.hermetic.lock.SpecTable.VariantChoice;
import dev.hermetic.platform.Platform;
import dev.hermetic.text.Count;
import dev.hermetic.text.TextStyle;
import dev.hermetic.text.TextTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Tells on a console what was locked: spec against locked version per platform, which builds were
 * taken, counts, download, and what differs between platforms.
 */
public final class LockSummary {
  /** How many names of a long list are told. */
  private static final int LISTED = 12;

  private final SpecTable table;
  private final TextStyle style;
  private final List<String> lines = new ArrayList<>();

  private LockSummary(SpecTable table, TextStyle style) {
    this.table = table;
    this.style = style;
  }

  /** The lines for a finished lock, without line ends, none wider than the style says. */
  public static List<String> lines(LockResult result, TextStyle style) {
    return lines(SpecTable.of(result), style);
  }

  /** The lines for a table, without line ends, none wider than the style says. */
  public static List<String> lines(SpecTable table, TextStyle style) {
    LockSummary summary = new LockSummary(table, style);
    summary.headline();
    summary.specs();
    summary.newness();
    summary.variants();
    summary.totals();
    summary.differences();
    return List.copyOf(summary.lines);
  }

  private void headline() {
    say(
        "Locked for "
            + Count.of(table.platforms().size(), "platform")
            + ": "
            + Count.of(table.packageCount(), "package")
            + " ("
            + Count.of(table.packages().size(), "name")
            + "), download "
            + table.download().text());
    if (!table.unlocked().isEmpty()) {
      say("Asked for but not locked: " + join(table.unlocked()));
    }
    if (!table.unasked().isEmpty()) {
      say("Locked but not asked for: " + join(table.unasked()));
    }
    int leftOut = table.pipLeftOut().size();
    if (leftOut > 0) {
      say("Left out: " + Count.of(leftOut, "pip entry"));
    }
  }

  private void specs() {
    if (table.rows().isEmpty()) {
      return;
    }
    lines.add("");
    TextTable text = new TextTable(style, false);
    text.add(Stream.concat(Stream.of("Spec"), names()).toList());
    for (Row row : table.rows()) {
      Stream<String> cells = row.cells().values().stream().map(cell -> cell(row, cell));
      text.add(Stream.concat(Stream.of(row.text()), cells).toList());
    }
    lines.addAll(text.lines());
    List<String> legend = new ArrayList<>();
    if (table.rows().stream().anyMatch(Row::differs)) {
      legend.add(style.different() + " differs between platforms");
    }
    if (has(Cell.Absent.class)) {
      legend.add(style.dash() + " not asked for on that platform");
    }
    if (!legend.isEmpty()) {
      say(String.join("   ", legend));
    }
  }

  private boolean has(Class<? extends Cell> kind) {
    return table.rows().stream()
        .flatMap(row -> row.cells().values().stream())
        .anyMatch(kind::isInstance);
  }

  private String cell(Row row, Cell cell) {
    if (cell instanceof Cell.Locked locked) {
      String variant = locked.file().variant().map(v -> " " + v.kind().id()).orElse("");
      String mark = row.differs() ? " " + style.different() : "";
      String wrong = locked.meetsSpec() ? "" : " does not meet the spec";
      return locked.file().version() + variant + mark + wrong;
    }
    return cell instanceof Cell.Missing ? "not in the lock" : style.dash();
  }

  private void newness() {
    if (!table.newness().isEmpty()) {
      lines.add("");
      table.newness().forEach(one -> say(newness(one)));
    }
  }

  private static String newness(Newness one) {
    String on = " on " + join(one.platforms());
    String what = list(one.what());
    String how = one.how().stream().map(text -> "`" + text + "`").collect(Collectors.joining(", "));
    return switch (one.kind()) {
      case NEWEST -> "Proven newest" + on + ": " + one.why();
      case CHOSEN -> "Proven" + on + ": " + one.why();
      case MENDED -> "Made newer" + on + ": " + what + "; " + one.why();
      case NOT_NEWEST -> "Could be newer" + on + ": " + what + "; " + one.why() + ": run " + how;
      case TRADE_OFF ->
          what + on + " because " + one.why() + "; take the other with " + how;
      case HELD -> what + on + ": " + one.why();
    };
  }

  /** Platforms with the same choice and the same reason share a line; only roots are told. */
  private void variants() {
    Map<String, List<Platform>> said = new LinkedHashMap<>();
    for (VariantChoice choice : table.variants()) {
      if (choice.root()) {
        String kind = choice.variant().kind().name();
        String start = choice.name() + " is a " + kind + " build on ";
        said.computeIfAbsent(start + "\n: " + choice.why(), key -> new ArrayList<>())
            .add(choice.platform());
      }
    }
    if (!said.isEmpty()) {
      lines.add("");
      said.forEach((key, on) -> say(key.replace("\n", join(on))));
    }
  }

  private void totals() {
    if (table.totals().isEmpty()) {
      return;
    }
    lines.add("");
    TextTable text = new TextTable(style, true);
    text.add(List.of("Platform", "Packages", "noarch", "Download"));
    for (Total total : table.totals()) {
      text.add(
          List.of(
              total.platform().toString(),
              Integer.toString(total.packages()),
              Integer.toString(total.noarch()),
              total.download().text()));
    }
    lines.addAll(text.lines());
  }

  private void differences() {
    if (table.platforms().size() < 2) {
      return;
    }
    lines.add("");
    List<PackageRow> versions = table.versionDifferences();
    if (!versions.isEmpty()) {
      say("Other versions per platform (" + versions.size() + "): " + packageNames(versions));
    }
    Map<List<Platform>, List<PackageRow>> only = new TreeMap<>(LockSummary::compare);
    for (PackageRow row : table.partial()) {
      only.computeIfAbsent(List.copyOf(row.files().keySet()), key -> new ArrayList<>()).add(row);
    }
    only.forEach(
        (on, rows) -> say("Only on " + join(on) + " (" + rows.size() + "): " + packageNames(rows)));
    if (versions.isEmpty() && only.isEmpty()) {
      say("Every platform has the same packages in the same versions");
    }
  }

  /** Fewer platforms first, then by name. */
  private static int compare(List<Platform> left, List<Platform> right) {
    int bySize = Integer.compare(left.size(), right.size());
    return bySize != 0 ? bySize : left.toString().compareTo(right.toString());
  }

  private Stream<String> names() {
    return table.platforms().stream().map(Platform::toString);
  }

  /** The first few: the report page has them all. */
  private static String packageNames(List<PackageRow> rows) {
    return list(rows.stream().map(PackageRow::name).distinct().toList());
  }

  private static String list(List<String> names) {
    String first = names.stream().limit(LISTED).collect(Collectors.joining(", "));
    return names.size() > LISTED ? first + " and " + (names.size() - LISTED) + " more" : first;
  }

  private static String join(List<Platform> platforms) {
    return platforms.stream().map(Platform::toString).collect(Collectors.joining(", "));
  }

  private void say(String line) {
    lines.addAll(style.wrap(style.clean(line)));
  }
}
