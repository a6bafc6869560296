package dev.hermetic.report.chart;

import dev.hermetic.report.block.Cell;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Bars from left to right, one under the other, each in parts. */
public final class Bars {
  private static final int WIDTH = 820;
  private static final int SMALLEST_LABEL = 60;
  private static final int LARGEST_LABEL = 300;
  private static final int VALUE = 110;
  private static final int STEP = 28;
  private static final int THICKNESS = 16;
  static final int LONGEST_LABEL = 44;
  private static final double PER_LETTER = 6.4;

  private Bars() {}

  /** A part of a bar: its style is one of {@code s1} to {@code s6}. */
  public record Part(String name, double value, String style, String text) {}

  /** A bar; the text stands at its end. */
  public record Bar(String label, List<Part> parts, String text) {
    public Bar {
      parts = List.copyOf(parts);
    }

    double sum() {
      return parts.stream().mapToDouble(Part::value).sum();
    }
  }

  /** Draws; the longest bar has all the room. */
  public static Drawing draw(String id, String title, String description, List<Bar> bars) {
    double longest = bars.stream().mapToDouble(Bar::sum).max().orElse(0);
    int room = labels(bars.stream().map(Bar::label).toList());
    double scale = longest > 0 ? (WIDTH - room - VALUE) / longest : 0;
    List<Shape> shapes = new ArrayList<>();
    double y = legend(bars, room, shapes) ? STEP : 4;
    for (Bar bar : bars) {
      shapes.add(Shape.label("label end", room - 10, y + 13, shortened(bar.label(), LONGEST_LABEL)));
      double x = room;
      for (Part part : bar.parts()) {
        double width = part.value() * scale;
        shapes.add(
            Shape.rect(
                part.style(), x, y, width, THICKNESS, part.name() + ": " + part.text()));
        x += width;
      }
      shapes.add(Shape.label("label", x + 8, y + 13, bar.text()));
      y += STEP;
    }
    return new Drawing(id, title, description, WIDTH, (int) y, shapes);
  }

  /** The room of the labels, which end where the bars begin; no more than they need, for phones. */
  static int labels(List<String> labels) {
    int longest = labels.stream().mapToInt(Bars::letters).max().orElse(0);
    return Math.max(SMALLEST_LABEL, Math.min(LARGEST_LABEL, (int) (longest * PER_LETTER) + 20));
  }

  private static int letters(String text) {
    return text.codePointCount(0, text.length());
  }

  /** What the colours mean, where a bar has several; whether there is one. */
  private static boolean legend(List<Bar> bars, int room, List<Shape> shapes) {
    if (bars.stream().allMatch(bar -> bar.parts().size() < 2)) {
      return false;
    }
    Map<String, String> styles = new LinkedHashMap<>();
    bars.forEach(bar -> bar.parts().forEach(part -> styles.putIfAbsent(part.name(), part.style())));
    double x = room;
    for (Map.Entry<String, String> one : styles.entrySet()) {
      shapes.add(Shape.rect(one.getValue(), x, 5, 10, 10, ""));
      shapes.add(Shape.label("label", x + 15, 14, one.getKey()));
      x += 36 + one.getKey().length() * PER_LETTER;
    }
    return true;
  }

  /**
   * A text that has room; the whole one stands in the data beside the chart. Half an address is not
   * known for one any more, so credentials go before.
   */
  static String shortened(String text, int most) {
    String clean = Cell.clean(text);
    return letters(clean) <= most
        ? clean
        : clean.substring(0, clean.offsetByCodePoints(0, most - 1)) + "…";
  }
}
