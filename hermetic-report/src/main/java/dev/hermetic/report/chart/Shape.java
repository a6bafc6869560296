package dev.hermetic.report.chart;

import dev.hermetic.report.block.Cell;
import dev.hermetic.report.block.Decimal;

/**
 * A rectangle, line, path, circle or text.
 *
 * @param kind {@code rect}, {@code line}, {@code path}, {@code circle}, {@code text}
 * @param style class of the style sheet
 * @param a x, or the first x of a line; empty for a path
 * @param b y, or the first y
 * @param c width, second x, or radius
 * @param d height, second y, or the data of a path
 * @param text of a text; of others what a pointer over it tells, may be empty
 */
public record Shape(
    String kind, String style, String a, String b, String c, String d, String text) {
  public Shape {
    text = Cell.clean(text);
  }

  public static Shape rect(
      String style, double x, double y, double width, double height, String tip) {
    return new Shape(
        "rect", style, unit(x), unit(y), unit(Math.max(0, width)), unit(Math.max(0, height)), tip);
  }

  public static Shape line(String style, double x1, double y1, double x2, double y2) {
    return new Shape("line", style, unit(x1), unit(y1), unit(x2), unit(y2), "");
  }

  public static Shape path(String style, String data) {
    return new Shape("path", style, "", "", "", data, "");
  }

  public static Shape circle(String style, double x, double y, double radius, String tip) {
    return new Shape("circle", style, unit(x), unit(y), unit(radius), "", tip);
  }

  /**
   * A text.
   *
   * @param style also says by which end it is placed: {@code end}, {@code middle}, else its start
   */
  public static Shape label(String style, double x, double y, String text) {
    return new Shape("text", style, unit(x), unit(y), "", "", text);
  }

  /** A tenth of a unit is exact enough, and the same on each machine. */
  static String unit(double value) {
    return Decimal.brief(value);
  }
}
