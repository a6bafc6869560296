package dev.hermetic.report.chart;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Areas in proportion to sizes, in groups: a squarified treemap (Bruls, Huizing and van Wijk, 2000),
 * first of the groups, then within each.
 */
public final class Treemap {
  private static final int WIDTH = 1100;
  private static final int HEIGHT = 520;
  private static final double HEAD = 20;
  private static final double PER_LETTER = 6.6;
  private static final int STYLES = 6;

  /** Something with a size. */
  public record Item(String name, long size, String text) {}

  /** Items that belong together. */
  public record Group(String name, String text, List<Item> items) {
    public Group {
      items =
          items.stream()
              .filter(item -> item.size() > 0)
              .sorted(Comparator.comparingLong(Item::size).reversed().thenComparing(Item::name))
              .toList();
    }

    long size() {
      return items.stream().mapToLong(Item::size).sum();
    }
  }

  private record Box(double x, double y, double width, double height) {}

  private final List<Shape> shapes = new ArrayList<>();

  private Treemap() {}

  /** Draws; what has no size is left out. */
  public static Drawing draw(String id, String title, String description, List<Group> groups) {
    return new Drawing(id, title, description, WIDTH, HEIGHT, new Treemap().of(groups));
  }

  private List<Shape> of(List<Group> groups) {
    List<Group> sorted =
        groups.stream()
            .filter(group -> group.size() > 0)
            .sorted(Comparator.comparingLong(Group::size).reversed().thenComparing(Group::name))
            .toList();
    List<Box> boxes = place(sorted.stream().map(Group::size).toList(), new Box(0, 0, WIDTH, HEIGHT));
    for (int i = 0; i < sorted.size(); i++) {
      group(sorted.get(i), boxes.get(i), "t" + (i % STYLES + 1));
    }
    return shapes;
  }

  private void group(Group group, Box box, String style) {
    String tip = group.name() + ": " + group.text();
    shapes.add(Shape.rect("tile frame " + style, box.x(), box.y(), box.width(), box.height(), tip));
    boolean alone = group.items().size() == 1;
    boolean headed = !alone && box.height() > 3 * HEAD && fits(group.name(), box.width());
    double head = headed ? HEAD : 0;
    if (headed) {
      shapes.add(Shape.label("tilehead", box.x() + 6, box.y() + 14, group.name()));
    }
    Box inner =
        new Box(box.x() + 1, box.y() + 1 + head, box.width() - 2, box.height() - 2 - head);
    if (inner.width() <= 0 || inner.height() <= 0) {
      return;
    }
    List<Box> boxes = place(group.items().stream().map(Item::size).toList(), inner);
    for (int i = 0; i < boxes.size(); i++) {
      item(group.items().get(i), boxes.get(i), style);
    }
  }

  private void item(Item item, Box box, String style) {
    shapes.add(
        Shape.rect(
            "tile " + style,
            box.x(),
            box.y(),
            box.width(),
            box.height(),
            item.name() + ": " + item.text()));
    if (box.height() >= 18 && fits(item.name(), box.width())) {
      shapes.add(Shape.label("tilename", box.x() + 5, box.y() + 14, item.name()));
      if (box.height() >= 36 && fits(item.text(), box.width())) {
        shapes.add(Shape.label("tilesize", box.x() + 5, box.y() + 29, item.text()));
      }
    }
  }

  private static boolean fits(String text, double width) {
    return text.length() * PER_LETTER + 10 <= width;
  }

  /** Boxes for sizes that are sorted, the largest first: row by row, each as square as it gets. */
  private static List<Box> place(List<Long> sizes, Box whole) {
    List<Box> boxes = new ArrayList<>();
    double total = sizes.stream().mapToLong(size -> size).sum();
    double scale = total > 0 ? whole.width() * whole.height() / total : 0;
    Box rest = whole;
    int from = 0;
    while (from < sizes.size()) {
      double side = Math.min(rest.width(), rest.height());
      int to = from + 1;
      double area = sizes.get(from) * scale;
      while (to < sizes.size()) {
        double more = area + sizes.get(to) * scale;
        if (worst(sizes, from, to + 1, more, side, scale) > worst(sizes, from, to, area, side, scale)) {
          break;
        }
        area = more;
        to++;
      }
      rest = row(sizes.subList(from, to), area, rest, scale, boxes);
      from = to;
    }
    return boxes;
  }

  /** Adds the boxes of a row along the shorter side and returns what is left. */
  private static Box row(List<Long> sizes, double area, Box rest, double scale, List<Box> boxes) {
    boolean column = rest.width() >= rest.height();
    double side = column ? rest.height() : rest.width();
    double depth = side > 0 ? area / side : 0;
    double at = column ? rest.y() : rest.x();
    for (long size : sizes) {
      double length = depth > 0 ? size * scale / depth : 0;
      boxes.add(
          column ? new Box(rest.x(), at, depth, length) : new Box(at, rest.y(), length, depth));
      at += length;
    }
    return column
        ? new Box(rest.x() + depth, rest.y(), rest.width() - depth, rest.height())
        : new Box(rest.x(), rest.y() + depth, rest.width(), rest.height() - depth);
  }

  /** The largest ratio of sides in a row. */
  private static double worst(
      List<Long> sizes, int from, int to, double area, double side, double scale) {
    double square = side * side;
    double largest = sizes.get(from) * scale;
    double smallest = sizes.get(to - 1) * scale;
    return Math.max(square * largest / (area * area), area * area / (square * smallest));
  }
}
