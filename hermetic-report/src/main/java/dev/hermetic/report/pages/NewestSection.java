package dev.hermetic.report.pages;

import dev.hermetic.lock.LockedFile;
import dev.hermetic.lock.SpecTable;
import dev.hermetic.platform.Platform;
import dev.hermetic.record.PackageRecord;
import dev.hermetic.report.block.Block;
import dev.hermetic.report.block.Cell;
import dev.hermetic.report.block.Column;
import dev.hermetic.report.block.Section;
import dev.hermetic.report.block.Table;
import dev.hermetic.report.block.Table.Row;
import dev.hermetic.report.model.LockPart;
import dev.hermetic.report.model.ReportModel;
import dev.hermetic.tree.Newer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Of what was asked for: the newest that there is, its age, and what holds it back. */
public final class NewestSection {
  private static final int MOST_REASONS = 3;

  private NewestSection() {}

  /** The section; the model has a lock. */
  public static Section of(ReportModel model) {
    LockPart lock = model.lock().orElseThrow();
    LockPart.Records records = lock.known();
    List<Row> rows = new ArrayList<>();
    for (SpecTable.Row spec : lock.specs().table().rows()) {
      spec.cells()
          .forEach(
              (platform, cell) -> {
                if (cell instanceof SpecTable.Cell.Locked locked) {
                  rows.add(row(model, lock, records, spec, platform, locked.file()));
                }
              });
    }
    return new Section(
        "newest",
        "Newest available, age, and what holds it back",
        "As far as the repodata in the cache of this machine tell; nothing was fetched for it.",
        List.of(
            rows.isEmpty()
                ? new Block.Words("Nothing that was asked for is locked.")
                : Table.of(
                        "newest",
                        "Each spec on each platform, against the newest version that its channels have",
                        List.of(
                            Column.of("spec", "Spec"),
                            Column.of("platform", "Platform"),
                            Column.of("locked", "Locked"),
                            Column.of("published", "Published"),
                            Column.of("newest", "Newest"),
                            Column.of("held_by", "What holds it back")),
                        rows)
                    .withTools()));
  }

  private static Row row(
      ReportModel model,
      LockPart lock,
      LockPart.Records records,
      SpecTable.Row spec,
      Platform platform,
      LockedFile file) {
    Optional<Newer> newer =
        Optional.ofNullable(
            lock.newer().getOrDefault(file.name(), new TreeMap<>()).get(platform));
    long published = records.ofUrl(file.url()).map(PackageRecord::timestamp).orElse(-1L);
    return Row.of(
        Cell.literal(spec.text()),
        Cell.of(platform.toString()),
        Cell.of(file.version()).noted(file.name().equals(spec.name()) ? "" : file.name()),
        PackagesPage.published(published, model.timestamp()),
        newest(newer, file.version()),
        heldBy(newer, file.name()));
  }

  private static Cell newest(Optional<Newer> newer, String locked) {
    if (newer.isEmpty() || newer.get().state() == Newer.State.UNKNOWN) {
      return Cell.unknown("not known");
    }
    return newer.get().newest().map(Cell::of).orElse(Cell.of(locked).toned("good"));
  }

  private static Cell heldBy(Optional<Newer> newer, String name) {
    return newer
        .map(
            one ->
                switch (one.state()) {
                  case UNKNOWN -> Cell.unknown("not known");
                  case NEWEST -> Cell.of("nothing: it is the newest");
                  case FREE -> Cell.of("nothing that the lock shows: mvn hermetic:update may take it");
                  case HELD -> held(one, name);
                })
        .orElse(Cell.unknown("not known"));
  }

  /** Lines of the environment come first; what half of an environment needs would hide them. */
  private static Cell held(Newer newer, String name) {
    List<String> reasons = newer.heldBy();
    List<String> notes = new ArrayList<>();
    if (reasons.size() > MOST_REASONS) {
      notes.add(
          "and "
              + (reasons.size() - MOST_REASONS)
              + " more: mvn hermetic:why -Dhermetic.package="
              + name);
    }
    newer.free().ifPresent(free -> notes.add("free to take: " + free));
    List<String> told = reasons.subList(0, Math.min(MOST_REASONS, reasons.size()));
    return Cell.of(String.join("; ", told).replace("`", "")).noted(String.join("; ", notes));
  }
}
