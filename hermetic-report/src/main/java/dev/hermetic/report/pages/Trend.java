package dev.hermetic.report.pages;

import dev.hermetic.ledger.LedgerEvent;
import dev.hermetic.report.block.Block;
import dev.hermetic.report.block.Cell;
import dev.hermetic.report.block.Column;
import dev.hermetic.report.block.Table;
import dev.hermetic.report.block.Table.Row;
import dev.hermetic.report.chart.Drawing;
import dev.hermetic.report.chart.Line;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.LongFunction;

/**
 * A number over time: each as it was recorded while they are few, else the medians of days, weeks or
 * months.
 *
 * @param id unique on its page
 * @param shown how a value is told
 */
record Trend(String id, String title, LongFunction<Cell> shown, List<Value> values) {
  /** A value and the event that told of it. */
  record Value(LedgerEvent event, long number) {}

  /** Whether each value has a place in the chart. */
  boolean isWhole() {
    return values.size() <= Spans.MOST;
  }

  /**
   * The line of all values; there is one at least.
   *
   * @param description what the line shows while it is whole
   */
  Drawing drawing(String description) {
    return isWhole()
        ? draw(
            title,
            description,
            values.stream()
                .map(one -> point(one.event().time(), Events.when(one.event()), one.number()))
                .toList())
        : condensed(description).drawing();
  }

  /** The line with its numbers. */
  Block.Figure figure(String description) {
    if (!isWhole()) {
      return condensed(description);
    }
    return new Block.Figure(
        drawing(description),
        Table.of(
            id,
            title + ", as recorded",
            List.of(Column.of("time", "When (UTC)"), Column.number("value", title)),
            values.stream()
                .map(one -> Row.of(Events.whenCell(one.event()), shown.apply(one.number())))
                .toList()),
        false);
  }

  /** Smallest and largest are told beside the medians, so that nothing that stands out is lost. */
  private Block.Figure condensed(String description) {
    Spans<Value> spans = Spans.of(values, value -> value.event().time());
    List<Line.Point> points = new ArrayList<>();
    List<Row> rows = new ArrayList<>();
    spans
        .by()
        .forEach(
            (first, of) -> {
              List<Long> numbers = of.stream().map(Value::number).sorted().toList();
              long median = Quantiles.of(numbers, 0.5);
              points.add(point(Spans.start(first), first.toString(), median));
              rows.add(
                  Row.of(
                      Cell.of(first.toString()),
                      Cell.number(numbers.size()),
                      shown.apply(median),
                      shown.apply(numbers.get(0)),
                      shown.apply(numbers.get(numbers.size() - 1))));
            });
    String medians = title + ", median of each " + spans.unit();
    return new Block.Figure(
        draw(medians, description, points),
        Table.of(
            id,
            medians + " (UTC), and what it is of",
            List.of(
                Column.of("time", spans.title()),
                Column.number("events", "Recorded"),
                Column.number("value", "Median"),
                Column.number("least", "Smallest"),
                Column.number("most", "Largest")),
            rows),
        false);
  }

  private Line.Point point(Instant at, String when, long number) {
    return new Line.Point(at, when, number, shown.apply(number).text(), "dot");
  }

  private Drawing draw(String heading, String description, List<Line.Point> points) {
    double most = Collections.max(points.stream().map(Line.Point::value).toList());
    return Line.draw(id, heading, description, points, 0, shown.apply((long) most).text());
  }
}
