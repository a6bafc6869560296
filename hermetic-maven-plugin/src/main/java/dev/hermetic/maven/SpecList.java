package dev.hermetic.maven;

import java.util.ArrayList;
import java.util.List;

/** Match specs in one text, parted by commas, which version constraints have too. */
final class SpecList {
  private SpecList() {}

  /**
   * The specs in their order: {@code a,b>=1,<2,c} are three. A comma inside brackets, or before a
   * comparison or a digit, belongs to its spec.
   */
  static List<String> split(String text) {
    List<String> specs = new ArrayList<>();
    for (String piece : text.split(",")) {
      int last = specs.size() - 1;
      if (last >= 0 && (isOpen(specs.get(last)) || piece.strip().matches("[<>=!~\\d].*"))) {
        specs.set(last, specs.get(last) + "," + piece.strip());
      } else if (!piece.isBlank()) {
        specs.add(piece.strip());
      }
    }
    return List.copyOf(specs);
  }

  private static boolean isOpen(String spec) {
    return spec.chars().filter(c -> c == '[').count() > spec.chars().filter(c -> c == ']').count();
  }
}
