package dev.hermetic.report.chart;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Values over time; the axis begins at zero. */
public final class Line {
  private static final int WIDTH = 820;
  private static final int HEIGHT = 190;
  private static final int LEFT = 90;
  private static final int RIGHT = 24;
  private static final int TOP = 16;
  private static final int BOTTOM = 32;
  private static final int MOST_DOTS = 60;

  private Line() {}

  /**
   * A value.
   *
   * @param at where it is on the axis of time
   * @param when the same for people
   * @param text the value for people
   * @param style of its dot, {@code dot} or {@code dot bad}
   */
  public record Point(Instant at, String when, double value, String text, String style) {}

  /**
   * Draws at least one point.
   *
   * @param points in the order in which the line leads through them
   * @param most the end of the axis; 0 for the largest value
   */
  public static Drawing draw(
      String id, String title, String description, List<Point> points, double most, String top) {
    double largest = points.stream().mapToDouble(Point::value).max().orElse(0);
    double end = most > 0 ? most : largest > 0 ? largest : 1;
    List<Shape> shapes = new ArrayList<>();
    double bottom = HEIGHT - BOTTOM;
    shapes.add(Shape.line("grid", LEFT, TOP, WIDTH - RIGHT, TOP));
    shapes.add(Shape.line("axis", LEFT, bottom, WIDTH - RIGHT, bottom));
    if (most > 0 || largest > 0) {
      // Of zeros the upper end means nothing; 0 stands below.
      shapes.add(Shape.label("label end", LEFT - 8, TOP + 4, top));
    }
    shapes.add(Shape.label("label end", LEFT - 8, bottom + 4, "0"));
    double[] across = across(points);
    StringBuilder path = new StringBuilder();
    List<Shape> dots = new ArrayList<>();
    for (int i = 0; i < points.size(); i++) {
      Point point = points.get(i);
      double x = LEFT + (WIDTH - RIGHT - LEFT) * across[i];
      double y = bottom - (bottom - TOP) * Math.min(1, point.value() / end);
      path.append(i == 0 ? 'M' : 'L').append(Shape.unit(x)).append(' ').append(Shape.unit(y));
      if (points.size() <= MOST_DOTS || !point.style().equals("dot")) {
        dots.add(Shape.circle(point.style(), x, y, 4, point.when() + ": " + point.text()));
      }
    }
    if (points.size() > 1) {
      shapes.add(Shape.path("curve", path.toString()));
    }
    shapes.addAll(dots);
    shapes.add(Shape.label("label", LEFT, HEIGHT - 8, points.get(0).when()));
    if (points.size() > 1) {
      shapes.add(
          Shape.label("label end", WIDTH - RIGHT, HEIGHT - 8, points.get(points.size() - 1).when()));
    }
    return new Drawing(id, title, description, WIDTH, HEIGHT, shapes);
  }

  /**
   * Where each point is between the left end, 0, and the right, 1. The line never leads back: a point whose
   * clock was behind is below the one before it. Points that are all of one time stand side by side.
   */
  private static double[] across(List<Point> points) {
    long first = points.get(0).at().toEpochMilli();
    long last = first;
    double[] across = new double[points.size()];
    for (int i = 0; i < across.length; i++) {
      last = Math.max(last, points.get(i).at().toEpochMilli());
      across[i] = last - first;
    }
    for (int i = 0; i < across.length; i++) {
      across[i] =
          across.length == 1
              ? 0.5
              : last > first ? across[i] / (last - first) : i / (across.length - 1.0);
    }
    return across;
  }
}
