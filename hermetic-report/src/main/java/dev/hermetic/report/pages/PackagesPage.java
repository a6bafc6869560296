package dev.hermetic.report.pages;

import dev.hermetic.lock.LockedFile;
import dev.hermetic.lock.SpecTable;
import dev.hermetic.lock.SpecTable.PackageRow;
import dev.hermetic.lockfile.LockedPackage.Manager;
import dev.hermetic.record.PackageRecord;
import dev.hermetic.report.block.Block;
import dev.hermetic.report.block.Cell;
import dev.hermetic.report.block.Column;
import dev.hermetic.report.block.Section;
import dev.hermetic.report.block.Sheet;
import dev.hermetic.report.block.Sheet.Status;
import dev.hermetic.report.block.Table;
import dev.hermetic.report.block.Table.Row;
import dev.hermetic.report.chart.Bars;
import dev.hermetic.report.model.LockPart;
import dev.hermetic.report.model.ReportModel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What is in the environment: licence, size, age, and who needs it. */
final class PackagesPage {
  private static final String ID = "packages";
  private static final String TITLE = "Packages";
  private static final String LEAD =
      "Everything that is locked. Shadow: nobody asked for it, something needs it.";
  private static final Pattern PLAIN_NAME = Pattern.compile("[a-z0-9_][a-z0-9._-]*");
  private static final int NEEDED_BY_SHOWN = 4;
  private static final int LARGEST = 12;
  private static final int LICENSES = 12;

  private PackagesPage() {}

  static Sheet of(ReportModel model) {
    if (model.lock().isEmpty()) {
      return Pages.empty(ID, "Lock", TITLE, LEAD, Pages.NO_LOCK, "The packages are those of the lock.", Pages.LOCK);
    }
    LockPart lock = model.lock().get();
    SpecTable table = lock.specs().table();
    List<Line> lines = lines(lock);
    long declared = lines.stream().filter(line -> line.row().root()).count();
    List<Section> sections = new ArrayList<>();
    sections.add(
        new Section(
            "all", "Every package", "", List.of(table(table, lines, model.timestamp()))));
    sections.add(new Section("size", "The largest downloads", "", List.of(largest(lines))));
    sections.add(
        new Section(
            "licenses",
            "Licences",
            "As the channels give them, where the cached repodata know them.",
            List.of(licenses(lines))));
    Status status =
        Status.good(
            Pages.count(lines.size(), "package")
                + ": "
                + declared
                + " declared, "
                + (lines.size() - declared)
                + " in their shadow.",
            "Download: " + table.download().text() + " for all platforms together.");
    return new Sheet(ID, "Lock", TITLE, LEAD, status, sections);
  }

  /** Where the row of a package is; empty where its name is no ordinary one. */
  static String anchor(PackageRow row) {
    return anchor(row.name(), row.manager() == Manager.PIP);
  }

  static String anchor(String name, boolean pip) {
    return PLAIN_NAME.matcher(name).matches() ? (pip ? "pip-" : "pkg-") + name : "all";
  }

  private record Line(
      PackageRow row, Optional<String> license, Optional<Long> size, long published) {}

  private static List<Line> lines(LockPart lock) {
    LockPart.Records records = lock.known();
    List<Line> lines = new ArrayList<>();
    for (PackageRow row : lock.specs().table().packages()) {
      Optional<String> license = Optional.empty();
      Optional<Long> size = Optional.empty();
      long published = -1;
      for (LockedFile file : row.files().values()) {
        Optional<PackageRecord> record = records.ofUrl(file.url());
        license = license.or(() -> record.flatMap(one -> Optional.ofNullable(one.license())));
        published = Math.max(published, record.map(PackageRecord::timestamp).orElse(-1L));
        if (file.size().isPresent()) {
          size = Optional.of(Math.max(size.orElse(0L), file.size().getAsLong()));
        }
      }
      lines.add(new Line(row, license, size, published));
    }
    return lines;
  }

  private static Table table(SpecTable table, List<Line> lines, Optional<Instant> now) {
    List<Row> rows = new ArrayList<>();
    for (Line line : lines) {
      PackageRow row = line.row();
      boolean pip = row.manager() == Manager.PIP;
      String name = anchor(row);
      rows.add(
          new Row(
              List.of(
                  pip ? Cell.of(row.name()).noted("pip") : Cell.of(row.name()),
                  versions(row),
                  row.root() ? Cell.of("declared").toned("good") : Cell.of("shadow"),
                  neededBy(row),
                  line.license().map(Cell::of).orElse(Cell.unknown("not known")),
                  line.size().map(Cell::bytes).orElse(Cell.unknown("not known")),
                  published(line.published(), now),
                  row.files().size() == table.platforms().size()
                      ? Cell.of("all").valued((long) row.files().size())
                      : Cell.of(
                              row.files().keySet().stream()
                                  .map(Object::toString)
                                  .collect(Collectors.joining(", ")))
                          .valued((long) row.files().size())),
              false,
              name.equals("all") ? "" : name));
    }
    return Table.of(
            "packages",
            "Every locked package. Size and date: the largest and the newest of its files",
            List.of(
                Column.of("package", "Package"),
                Column.of("version", "Version"),
                Column.of("why", "Why"),
                Column.of("needed_by", "Needed by"),
                Column.of("license", "Licence"),
                Column.number("bytes", "Download"),
                Column.of("published", "Published"),
                Column.of("platforms", "Platforms")),
            rows)
        .withTools();
  }

  private static Cell versions(PackageRow row) {
    Map<String, List<String>> byVersion = new LinkedHashMap<>();
    row.files()
        .forEach(
            (platform, file) ->
                byVersion
                    .computeIfAbsent(file.version(), version -> new ArrayList<>())
                    .add(platform.toString()));
    if (byVersion.size() == 1) {
      return Cell.of(byVersion.keySet().iterator().next());
    }
    String usual = DriftPage.usual(row);
    String others =
        byVersion.entrySet().stream()
            .filter(one -> !one.getKey().equals(usual))
            .map(one -> one.getKey() + " on " + String.join(", ", one.getValue()))
            .collect(Collectors.joining("; "));
    return Cell.of(usual).noted(others);
  }

  private static Cell neededBy(PackageRow row) {
    List<String> names = row.neededBy();
    if (names.isEmpty()) {
      return Cell.unknown("nothing");
    }
    String shown = names.stream().limit(NEEDED_BY_SHOWN).collect(Collectors.joining(", "));
    int more = names.size() - NEEDED_BY_SHOWN;
    return Cell.of(more > 0 ? shown + " and " + more + " more" : shown)
        .valued(String.join(", ", names));
  }

  /** With its age, where the report has a date of its own. */
  static Cell published(long milliseconds, Optional<Instant> now) {
    if (milliseconds < 0) {
      return Cell.unknown("not known");
    }
    Cell cell = Cell.of(Pages.day(milliseconds));
    return now.map(
            at -> {
              long days = Duration.between(Instant.ofEpochMilli(milliseconds), at).toDays();
              return cell.noted(Pages.count(days, "day") + " before the report");
            })
        .orElse(cell);
  }

  private static Block largest(List<Line> lines) {
    List<Line> largest =
        lines.stream()
            .filter(line -> line.size().isPresent())
            .sorted(
                Comparator.comparing((Line line) -> line.size().orElse(0L))
                    .reversed()
                    .thenComparing(line -> line.row().name()))
            .limit(LARGEST)
            .toList();
    if (largest.isEmpty()) {
      return new Block.Empty(
          "No size is known: the repodata of the channels are not in the cache of this machine.", "");
    }
    List<Bars.Bar> bars = new ArrayList<>();
    List<Row> rows = new ArrayList<>();
    for (Line line : largest) {
      Cell bytes = Cell.bytes(line.size().orElse(0L));
      bars.add(
          new Bars.Bar(
              line.row().name(),
              List.of(new Bars.Part("download", line.size().orElse(0L), "s1", bytes.text())),
              bytes.text()));
      rows.add(Row.of(Cell.of(line.row().name()), bytes));
    }
    return new Block.Figure(
        Bars.draw("largest", "The largest downloads", "A bar for each of the largest packages.", bars),
        Table.of(
            "largest",
            "Package files with the most bytes",
            List.of(Column.of("package", "Package"), Column.number("bytes", "Download")),
            rows),
        false);
  }

  private static Block licenses(List<Line> lines) {
    Map<String, List<String>> names = new TreeMap<>();
    for (Line line : lines) {
      names
          .computeIfAbsent(line.license().orElse(""), license -> new ArrayList<>())
          .add(line.row().name());
    }
    List<Map.Entry<String, List<String>>> sorted =
        names.entrySet().stream()
            .sorted(
                Comparator.comparing((Map.Entry<String, List<String>> one) -> one.getValue().size())
                    .reversed()
                    .thenComparing(Map.Entry::getKey))
            .toList();
    List<Bars.Bar> bars = new ArrayList<>();
    List<Row> rows = new ArrayList<>();
    for (Map.Entry<String, List<String>> one : sorted) {
      String license = one.getKey().isEmpty() ? "not known" : one.getKey();
      int count = one.getValue().size();
      if (bars.size() < LICENSES) {
        String style = one.getKey().isEmpty() ? "s6" : "s1";
        bars.add(
            new Bars.Bar(
                license,
                List.of(new Bars.Part("packages", count, style, Cell.grouped(count))),
                Cell.grouped(count)));
      }
      rows.add(
          Row.of(
              one.getKey().isEmpty() ? Cell.unknown(license) : Cell.of(license),
              Cell.number(count),
              Cell.of(String.join(", ", one.getValue()))));
    }
    return new Block.Figure(
        Bars.draw("licenses", "Packages by licence", "A bar for each of the most frequent licences.", bars),
        Table.of(
            "licenses",
            "Every licence, and what is under it",
            List.of(
                Column.of("license", "Licence"),
                Column.number("packages", "Packages"),
                Column.of("names", "Names")),
            rows),
        false);
  }
}
