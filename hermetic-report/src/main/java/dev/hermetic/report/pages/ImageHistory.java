package dev.hermetic.report.pages;

import dev.hermetic.ledger.LedgerEvent;
import dev.hermetic.report.block.Block;
import dev.hermetic.report.block.Cell;
import dev.hermetic.report.block.Column;
import dev.hermetic.report.block.Section;
import dev.hermetic.report.block.Table;
import dev.hermetic.report.block.Table.Row;
import dev.hermetic.report.chart.Bars;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Sizes of images over time and against the one that they are to be better than. */
final class ImageHistory {
  private static final String BYTES = "Bytes";

  private ImageHistory() {}

  static List<Section> sections(List<LedgerEvent> events) {
    List<Section> sections = new ArrayList<>();
    sections.add(
        new Section(
            "baseline",
            "Against another image",
            "The same measure for both: files unpacked, and layers as they are pulled.",
            List.of(baseline(events))));
    sections.add(history(events));
    return sections;
  }

  private static Block baseline(List<LedgerEvent> events) {
    LedgerEvent last = null;
    for (LedgerEvent event : events) {
      if (event.data().data("baseline").text("name").isPresent()) {
        last = event;
      }
    }
    if (last == null) {
      return new Block.Empty(
          "The image was not measured against another one yet.",
          "mvn hermetic:image -Dhermetic.image.baseline=registry.example.org/team/app:before");
    }
    var other = last.data().data("baseline");
    String name = other.text("name").orElse("");
    List<Row> rows = new ArrayList<>();
    List<Bars.Bar> bars = new ArrayList<>();
    for (String measure : List.of("packed", "unpacked")) {
      OptionalLong there = other.number(measure + BYTES);
      OptionalLong here = last.data().number(measure + BYTES);
      if (there.isPresent() && here.isPresent()) {
        long a = there.getAsLong();
        long b = here.getAsLong();
        rows.add(
            Row.of(
                Cell.of(measure),
                Cell.bytes(a),
                Cell.bytes(b),
                Cell.bytes(b - a),
                a == 0 ? Cell.unknown("none") : Cell.share((double) (b - a) / a)));
        bars.add(bar(measure + ", the other", a, "s6"));
        bars.add(bar(measure + ", this image", b, "s1"));
      }
    }
    if (rows.isEmpty()) {
      return new Block.Words("Of " + name + " no size is known that this image has too.");
    }
    return new Block.Figure(
        Bars.draw(
            "baseline", "This image and " + name, "Two bars for each measure: the other image, then this one.", bars),
        Table.of(
            "baseline",
            "This image against " + name,
            List.of(
                Column.of("measure", "Measure"),
                Column.number("other", "The other"),
                Column.number("own", "This image"),
                Column.number("change", "Change"),
                Column.number("share", "Change, of the other")),
            rows),
        true);
  }

  private static Bars.Bar bar(String label, long bytes, String style) {
    String text = Cell.bytes(bytes).text();
    return new Bars.Bar(label, List.of(new Bars.Part(label, bytes, style, text)), text);
  }

  private static Section history(List<LedgerEvent> events) {
    List<Trend.Value> values = new ArrayList<>();
    for (LedgerEvent event : events) {
      event.data().number("packedBytes").ifPresent(packed -> values.add(new Trend.Value(event, packed)));
    }
    if (values.isEmpty()) {
      return section(
          "",
          List.of(
              new Block.Empty(
                  "No build has recorded the size of an image yet: record what this build did in the project's ledger.",
                  "mvn hermetic:image hermetic:record")));
    }
    Trend trend = new Trend("history", "Bytes to pull, image after image", Cell::bytes, values);
    String description = "A line over all images that were recorded, the latest on the right.";
    Latest<Trend.Value> latest = Latest.of(values);
    if (trend.isWhole()) {
      return section(
          "",
          List.of(new Block.Figure(trend.drawing(description), images("history", latest), false)));
    }
    return section(
        latest.lead(), List.of(trend.figure(description), images("images", latest)));
  }

  private static Section section(String lead, List<Block> blocks) {
    return new Section("history", "Over time", lead, blocks);
  }

  private static Table images(String id, Latest<Trend.Value> latest) {
    List<Row> rows = new ArrayList<>();
    for (Trend.Value one : latest.shown()) {
      OptionalLong unpacked = one.event().data().number("unpackedBytes");
      rows.add(
          Row.of(
              Events.whenCell(one.event()),
              Cell.bytes(one.number()),
              unpacked.isPresent()
                  ? Cell.bytes(unpacked.getAsLong())
                  : Cell.unknown("not known"),
              Events.lock(one.event()),
              Events.revision(one.event())));
    }
    return Table.of(
            id,
            "Images that were recorded",
            List.of(
                Column.of("time", "When (UTC)"),
                Column.number("packed", "To pull"),
                Column.number("unpacked", "On disk"),
                Column.of("lock", "Lock"),
                Column.of("revision", "Revision")),
            rows)
        .withTools();
  }
}
