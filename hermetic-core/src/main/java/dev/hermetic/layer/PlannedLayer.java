package dev.hermetic.layer;

import java.util.List;

/**
 * A layer before it is written.
 *
 * @param name for people: a group, or the name and version of the one package
 * @param distributions of the packages that have files in it, sorted
 * @param entries sorted by path, with all folders above each
 */
public record PlannedLayer(String name, List<String> distributions, List<LayerEntry> entries) {
  public PlannedLayer {
    distributions = List.copyOf(distributions);
    entries = List.copyOf(entries);
  }

  /** Bytes of all its files; another name for a file counts nothing. */
  public long bytes() {
    return entries.stream().mapToLong(entry -> entry.head().size()).sum();
  }
}
