package dev.hermetic.yaml;

import dev.hermetic.problem.Location;
import java.util.List;
import java.util.Optional;

/**
 * A mapping: scalar keys, each once. Merge keys ({@code <<}) are already resolved.
 *
 * @param entries in file order
 */
public record YamlMapping(Location location, List<Entry> entries) implements YamlNode {
  /** A key and its value. */
  public record Entry(YamlScalar key, YamlNode value) {}

  public YamlMapping {
    entries = List.copyOf(entries);
  }

  /** The value of the key with this text, whatever the key's type. Linear in the entries. */
  public Optional<YamlNode> get(String key) {
    for (Entry entry : entries) {
      if (entry.key().text().equals(key)) {
        return Optional.of(entry.value());
      }
    }
    return Optional.empty();
  }

  @Override
  public String describe() {
    return "a mapping";
  }
}
