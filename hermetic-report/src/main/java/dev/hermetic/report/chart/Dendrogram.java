package dev.hermetic.report.chart;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A tree from left to right: who is needed stands to the right of who needs him. */
public final class Dendrogram {
  private static final int COLUMN = 190;
  private static final int ROW = 18;
  private static final int PAD = 8;
  private static final int LONGEST = 25;
  /** Of the letters, in pixels: as the style sheet has it. */
  private static final double SIZE = 11.5;

  /** Letters by their width in the widest of the usual fonts, in parts of the font's size. */
  private static final String NARROW = "ijl.,:;|'!";

  private static final String MIDDLING = "frt-_()[]/ ";
  private static final String WIDE = "mwMW@%";
  private static final double USUAL = 0.64;

  /** Of ASCII, by their codes. */
  private static final double[] WIDTHS = widths();

  private final List<Shape> edges = new ArrayList<>();
  private final List<Shape> nodes = new ArrayList<>();
  private double next = PAD;
  private int deepest;

  private Dendrogram() {}

  /**
   * A node.
   *
   * @param style {@code asked} for those that somebody asked for, else empty
   * @param tip what a pointer over it tells
   */
  public record Node(String name, String tip, String style, List<Node> children) {
    public Node {
      children = List.copyOf(children);
    }
  }

  /** Draws; the order is kept. */
  public static Drawing draw(String id, String title, String description, List<Node> roots) {
    Dendrogram drawn = new Dendrogram();
    roots.forEach(root -> drawn.place(root, 0));
    List<Shape> shapes = new ArrayList<>(drawn.edges);
    shapes.addAll(drawn.nodes);
    int width = (drawn.deepest + 1) * COLUMN + 2 * PAD;
    return new Drawing(id, title, description, width, (int) drawn.next + PAD, shapes);
  }

  /** Returns the middle of the node's box. */
  private double place(Node node, int depth) {
    deepest = Math.max(deepest, depth);
    double first = next;
    List<Double> below = new ArrayList<>();
    for (Node child : node.children()) {
      below.add(place(child, depth + 1));
    }
    if (below.isEmpty()) {
      next += ROW;
    }
    double y = first + ROW / 2.0;
    double x = PAD + depth * (double) COLUMN;
    String shown = Bars.shortened(node.name(), LONGEST);
    double end = x + 7 + width(shown) * (node.style().isEmpty() ? 1 : 1.12);
    double left = PAD + (depth + 1) * (double) COLUMN - 8;
    for (double to : below) {
      edges.add(Shape.path("edge", edge(end, y, left, to)));
    }
    nodes.add(Shape.circle("node " + node.style(), x - 3, y, 2.5, node.tip()));
    nodes.add(Shape.label("nodename " + node.style(), x + 3, y + 4, shown));
    return y;
  }

  /** How long a name is at most, so that no line goes through it. */
  private static double width(String text) {
    double width = 0;
    for (int i = 0; i < text.length(); i++) {
      char letter = text.charAt(i);
      width += letter < WIDTHS.length ? WIDTHS[letter] : USUAL;
    }
    return width * SIZE;
  }

  private static double[] widths() {
    double[] widths = new double[128];
    Arrays.fill(widths, USUAL);
    NARROW.chars().forEach(letter -> widths[letter] = 0.32);
    MIDDLING.chars().forEach(letter -> widths[letter] = 0.46);
    WIDE.chars().forEach(letter -> widths[letter] = 0.98);
    return widths;
  }

  private static String edge(double x1, double y1, double x2, double y2) {
    if (y1 == y2) {
      return "M" + Shape.unit(x1) + " " + Shape.unit(y1) + "H" + Shape.unit(x2);
    }
    double turn = x2 - 10;
    return "M" + Shape.unit(Math.min(x1, turn)) + " " + Shape.unit(y1)
        + "H" + Shape.unit(turn) + "V" + Shape.unit(y2) + "H" + Shape.unit(x2);
  }
}
