package dev.hermetic.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Lines over time in milliseconds as SVG that reads on light and dark pages; a function of points. */
final class Plot {
  private static final int WIDTH = 640;
  private static final int HEIGHT = 320;
  private static final int LEFT = 72;
  private static final int RIGHT = 120;
  private static final int TOP = 40;
  private static final int BOTTOM = 48;
  private static final int STEPS = 4;

  /** Middle tones, which have contrast on white and on black; the second line is dashed besides. */
  private static final String STYLE =
      """
      <style>
      text { font: 13px sans-serif; fill: #57606a }
      .title { font-weight: bold }
      .axis { stroke: #8c959f; stroke-width: 1 }
      .grid { stroke: #8c959f; stroke-width: 0.3 }
      .line { fill: none; stroke-width: 2 }
      .s0 { stroke: #0969da } .s1 { stroke: #bc4c00; stroke-dasharray: 6 3 }
      .d0 { fill: #0969da } .d1 { fill: #bc4c00 }
      @media (prefers-color-scheme: dark) {
      text { fill: #c9d1d9 }
      .s0 { stroke: #58a6ff } .s1 { stroke: #f0883e }
      .d0 { fill: #58a6ff } .d1 { fill: #f0883e }
      }
      </style>
      """;

  private final String title;
  private final String across;
  private final Map<String, SortedMap<Integer, Double>> lines = new LinkedHashMap<>();

  /**
   * @param title what was timed
   * @param across what the time depends on
   */
  Plot(String title, String across) {
    this.title = title;
    this.across = across;
  }

  void point(String line, int x, double millis) {
    lines.computeIfAbsent(line, key -> new TreeMap<>()).put(x, millis);
  }

  void write(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, svg());
  }

  private String svg() {
    double right = lines.values().stream().mapToInt(SortedMap::lastKey).max().orElseThrow();
    double top =
        round(
            lines.values().stream()
                .flatMap(line -> line.values().stream())
                .mapToDouble(Double::doubleValue)
                .max()
                .orElseThrow());
    StringBuilder svg = new StringBuilder();
    svg.append(
        format(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\">%n"
                + "<title>%s</title>%n",
            WIDTH, HEIGHT, title));
    svg.append(STYLE);
    svg.append(text(LEFT, 20, "start", "title", title + ", ms of processor time"));
    for (int i = 0; i <= STEPS; i++) {
      double value = top * i / STEPS;
      svg.append(
          format(
              "<line class=\"%s\" x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\"/>%n",
              i == 0 ? "axis" : "grid", LEFT, y(value, top), WIDTH - RIGHT, y(value, top)));
      svg.append(text(LEFT - 8, y(value, top) + 4, "end", "", format("%,.0f", value)));
      double at = right * i / STEPS;
      svg.append(text(x(at, right), HEIGHT - BOTTOM + 18, "middle", "", format("%,.0f", at)));
    }
    svg.append(text((LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 8, "middle", "", across));
    int number = 0;
    for (Map.Entry<String, SortedMap<Integer, Double>> line : lines.entrySet()) {
      line(svg, line.getKey(), line.getValue(), number++, right, top);
    }
    return svg.append("</svg>\n").toString();
  }

  private static void line(
      StringBuilder svg,
      String name,
      SortedMap<Integer, Double> points,
      int number,
      double right,
      double top) {
    StringBuilder path = new StringBuilder();
    StringBuilder dots = new StringBuilder();
    points.forEach(
        (x, millis) -> {
          path.append(format("%.1f,%.1f ", x(x, right), y(millis, top)));
          dots.append(
              format(
                  "<circle class=\"d%d\" cx=\"%.1f\" cy=\"%.1f\" r=\"3\"/>%n",
                  number, x(x, right), y(millis, top)));
        });
    svg.append(
        format("<polyline class=\"line s%d\" points=\"%s\"/>%n", number, path.toString().strip()));
    svg.append(dots);
    svg.append(
        text(WIDTH - RIGHT + 8, y(points.get(points.lastKey()), top) + 4, "start", "", name));
  }

  private static String text(double x, double y, String anchor, String style, String words) {
    return format(
        "<text class=\"%s\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>%n",
        style, x, y, anchor, words);
  }

  private static double x(double value, double right) {
    return LEFT + value / right * (WIDTH - RIGHT - LEFT);
  }

  private static double y(double value, double top) {
    return HEIGHT - BOTTOM - value / top * (HEIGHT - BOTTOM - TOP);
  }

  /** The next of 1, 2, 4, 6, 8 times a power of ten. */
  private static double round(double value) {
    double power = Math.pow(10, Math.floor(Math.log10(Math.max(value, 1))));
    for (int times : new int[] {1, 2, 4, 6, 8}) {
      if (times * power >= value) {
        return times * power;
      }
    }
    return 10 * power;
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format.replace("%n", "\n"), values);
  }
}
