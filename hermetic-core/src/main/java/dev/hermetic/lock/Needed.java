package dev.hermetic.lock;

import dev.hermetic.record.DependencyNames;
import dev.hermetic.record.PackageRecord;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds what roots need of an answer. */
final class Needed {
  private Needed() {}

  /** The records that roots lead to, in their order. */
  static List<PackageRecord> of(List<PackageRecord> records, Collection<String> roots) {
    Map<String, PackageRecord> byName = new HashMap<>();
    records.forEach(record -> byName.put(record.name(), record));
    Deque<String> todo = new ArrayDeque<>(roots);
    Set<String> reached = new HashSet<>();
    while (!todo.isEmpty()) {
      String name = todo.remove();
      if (byName.containsKey(name) && reached.add(name)) {
        todo.addAll(DependencyNames.of(byName.get(name).depends()));
      }
    }
    return records.stream().filter(record -> reached.contains(record.name())).toList();
  }
}
