package dev.hermetic.report.pages;

import dev.hermetic.lock.LockedFile;
import dev.hermetic.lock.SpecTable;
import dev.hermetic.lock.SpecTable.PackageRow;
import dev.hermetic.lock.SpecTable.Total;
import dev.hermetic.platform.Platform;
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
import dev.hermetic.text.Count;
import java.util.ArrayList;
import java.util.List;

/** In what the platforms are not the same. */
final class DriftPage {
  private static final String ID = "drift";
  private static final String TITLE = "Drift between platforms";
  private static final String LEAD =
      "Whoever works on another platform has another environment: here is in what.";

  private DriftPage() {}

  static Sheet of(ReportModel model) {
    if (model.lock().isEmpty()) {
      return Pages.empty(ID, "Lock", TITLE, LEAD, Pages.NO_LOCK, "Lock the environment for the platforms that it is used on.", Pages.LOCK);
    }
    LockPart lock = model.lock().get();
    SpecTable table = lock.specs().table();
    if (table.platforms().size() < 2) {
      return Pages.empty(
          ID,
          "Lock",
          TITLE,
          LEAD,
          "Locked for one platform: there is nothing to compare it with.",
          "Name further platforms under platforms in the environment file, or in hermetic.platforms, and lock again.",
          Pages.LOCK);
    }
    List<Section> sections = new ArrayList<>();
    sections.add(
        new Section("matrix", "Platform by platform", "", List.of(figure(table), pairs(table))));
    sections.add(
        new Section(
            "versions",
            "Other versions",
            "The platforms of a row do not have the same version of the package.",
            List.of(
                versions(
                    table,
                    "Versions by platform. Set apart: not what most platforms have",
                    table.versionDifferences()))));
    sections.add(
        new Section(
            "partial",
            "Not everywhere",
            "Packages that some platforms have and others do not.",
            List.of(versions(table, "Packages that are not everywhere, by platform", table.partial()))));
    return new Sheet(ID, "Lock", TITLE, LEAD, status(table), sections);
  }

  private static Status status(SpecTable table) {
    int versions = table.versionDifferences().size();
    int partial = table.partial().size();
    if (versions == 0 && partial == 0) {
      return Status.good("Every platform has the same packages in the same versions.", "");
    }
    long asked = table.versionDifferences().stream().filter(PackageRow::root).count();
    return new Status(
        asked > 0 ? "attention" : "good",
        Pages.count(versions, "package")
            + (versions == 1 ? " has" : " have")
            + " other versions on some platform, "
            + asked
            + " of them asked for by name.",
        Pages.count(partial, "package") + Count.are(partial) + " not on every platform.");
  }

  private static Block figure(SpecTable table) {
    List<Bars.Bar> bars = new ArrayList<>();
    List<Row> rows = new ArrayList<>();
    for (Total total : table.totals()) {
      Platform platform = total.platform();
      long other =
          table.versionDifferences().stream().filter(row -> differs(row, platform)).count();
      long only =
          table.partial().stream().filter(row -> row.files().containsKey(platform)).count();
      long onlyOther =
          table.partial().stream()
              .filter(row -> row.files().containsKey(platform) && differs(row, platform))
              .count();
      long same = total.packages() - other - only + onlyOther;
      bars.add(
          new Bars.Bar(
              platform.toString(),
              List.of(
                  new Bars.Part("the same everywhere", same, "s1", Cell.grouped(same)),
                  new Bars.Part("not what most have", other, "s2", Cell.grouped(other)),
                  new Bars.Part(
                      "not on every platform",
                      only - onlyOther,
                      "s3",
                      Cell.grouped(only - onlyOther))),
              Pages.count(total.packages(), "package")));
      rows.add(
          Row.of(
              Cell.of(platform.toString()),
              Cell.number(total.packages()),
              Cell.number(same),
              Cell.number(other),
              Cell.number(only - onlyOther)));
    }
    return new Block.Figure(
        Bars.draw(
            "packages",
            "Packages of each platform",
            "A bar for each platform: packages that are the same everywhere, those in another version than most platforms have, and those that not every platform has.",
            bars),
        Table.of(
            "by_platform",
            "Packages by platform and by how they differ",
            List.of(
                Column.of("platform", "Platform"),
                Column.number("packages", "Packages"),
                Column.number("same", "The same everywhere"),
                Column.number("other_version", "Not what most have"),
                Column.number("not_everywhere", "Same version, not everywhere")),
            rows),
        true);
  }

  /** Whether the platform has another version than most that have the package. */
  private static boolean differs(PackageRow row, Platform platform) {
    LockedFile file = row.files().get(platform);
    return file != null && !file.version().equals(usual(row));
  }

  /** The version that most platforms have; of several, that of the first platform. */
  static String usual(PackageRow row) {
    List<String> versions = row.files().values().stream().map(LockedFile::version).toList();
    String usual = "";
    long most = 0;
    for (String version : versions) {
      long count = versions.stream().filter(version::equals).count();
      if (count > most) {
        usual = version;
        most = count;
      }
    }
    return usual;
  }

  private static Block pairs(SpecTable table) {
    List<Platform> platforms = table.platforms();
    List<Row> rows = new ArrayList<>();
    for (Platform one : platforms) {
      List<Cell> cells = new ArrayList<>();
      cells.add(Cell.of(one.toString()));
      for (Platform other : platforms) {
        long apart =
            table.packages().stream()
                .map(PackageRow::files)
                .filter(files -> files.containsKey(one) && files.containsKey(other))
                .filter(files -> !files.get(one).version().equals(files.get(other).version()))
                .count();
        cells.add(one.equals(other) ? Cell.unknown("itself") : Cell.number(apart));
      }
      rows.add(new Row(cells, false, ""));
    }
    return Table.of(
        "pairs",
        "How many packages two platforms have in different versions",
        Table.headed(
            Column.of("platform", "Platform"),
            platforms.stream()
                .map(one -> Column.number(one.toString(), one.toString()))
                .toList()),
        rows);
  }

  private static Block versions(
      SpecTable table, String caption, List<PackageRow> packages) {
    if (packages.isEmpty()) {
      return new Block.Words("None.");
    }
    List<Row> rows = new ArrayList<>();
    for (PackageRow row : packages) {
      String usual = usual(row);
      List<Cell> cells = new ArrayList<>();
      Cell name = Cell.of(row.name()).linked("packages#packages-" + PackagesPage.anchor(row));
      cells.add(row.root() ? name.noted("asked for") : name);
      for (Platform platform : table.platforms()) {
        LockedFile file = row.files().get(platform);
        Cell cell = file == null ? Cell.unknown("not locked") : Cell.of(file.version());
        cells.add(file != null && !file.version().equals(usual) ? cell.toned("amber") : cell);
      }
      rows.add(new Row(cells, false, ""));
    }
    return Table.of(
            "versions",
            caption,
            Table.headed(
                Column.of("package", "Package"),
                table.platforms().stream()
                    .map(one -> Column.of(one.toString(), one.toString()))
                    .toList()),
            rows)
        .withTools();
  }
}
