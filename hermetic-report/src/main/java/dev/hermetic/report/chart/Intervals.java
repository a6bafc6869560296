package dev.hermetic.report.chart;

import java.util.ArrayList;
import java.util.List;

/** Shares between 0 and 1 with the interval that they lie in. */
public final class Intervals {
  private static final int WIDTH = 820;
  private static final int VALUE = 66;
  private static final int RIGHT = 30;
  private static final int STEP = 30;

  private Intervals() {}

  /** A share; low and high between 0 and 1. */
  public record Share(String label, double value, double low, double high, String text) {}

  /** Draws; the shares stand beside their names, where a phone shows them without a swipe. */
  public static Drawing draw(String id, String title, String description, List<Share> shares) {
    List<Shape> shapes = new ArrayList<>();
    int names = Bars.labels(shares.stream().map(Share::label).toList());
    int left = names + VALUE;
    double room = WIDTH - left - RIGHT;
    double end = 24 + shares.size() * (double) STEP;
    for (int tick = 0; tick <= 4; tick++) {
      double x = left + room * tick / 4;
      shapes.add(Shape.line("grid", x, 20, x, end));
      shapes.add(Shape.label("label middle", x, 14, tick * 25 + " %"));
    }
    double y = 24 + STEP / 2.0;
    for (Share share : shares) {
      shapes.add(
          Shape.label("label end", names - 10, y + 4, Bars.shortened(share.label(), Bars.LONGEST_LABEL)));
      shapes.add(Shape.label("label end", left - 14, y + 4, share.text()));
      shapes.add(
          Shape.rect(
              "range",
              left + room * share.low(),
              y - 4,
              room * (share.high() - share.low()),
              8,
              share.label() + ": " + share.text()));
      shapes.add(Shape.circle("dot", left + room * share.value(), y, 5, share.text()));
      y += STEP;
    }
    return new Drawing(id, title, description, WIDTH, (int) end + 6, shapes);
  }
}
