package dev.hermetic.report.chart;

import dev.hermetic.report.block.Cell;
import java.util.List;

/**
 * An SVG image in its own units, of which one is a CSS pixel where there is room.
 *
 * @param id unique on its page
 * @param title what it is
 * @param description what it shows, for who cannot see it
 */
public record Drawing(
    String id, String title, String description, int width, int height, List<Shape> shapes) {
  public Drawing {
    title = Cell.clean(title);
    description = Cell.clean(description);
    shapes = List.copyOf(shapes);
  }
}
