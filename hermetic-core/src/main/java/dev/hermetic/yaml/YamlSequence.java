package dev.hermetic.yaml;

import dev.hermetic.problem.Location;
import java.util.List;

/**
 * A list.
 *
 * @param items in file order
 * @param flow whether it is written between brackets
 */
public record YamlSequence(Location location, List<YamlNode> items, boolean flow) implements YamlNode {
  public YamlSequence {
    items = List.copyOf(items);
  }

  @Override
  public String describe() {
    return "a list";
  }
}
