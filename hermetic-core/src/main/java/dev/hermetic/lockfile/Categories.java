package dev.hermetic.lockfile;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Carries categories from what the user asked for to everything it needs, by conda-lock's rule: a
 * package belongs to every category from which it can be reached, but to {@code main} alone where
 * main is one of them.
 */
public final class Categories {
  private static final String MAIN = "main";

  private Categories() {}

  /**
   * The categories of every package, never empty: what no root reaches is {@code main}. conda-lock
   * 4.0.2 would drop such a package without a word.
   *
   * @param roots requested name to category
   * @param dependencies name of every package to what it depends on
   */
  public static SortedMap<String, SortedSet<String>> assign(
      SortedMap<String, String> roots,
      SortedMap<String, ? extends SortedMap<String, String>> dependencies) {
    SortedMap<String, SortedSet<String>> categories = new TreeMap<>();
    for (String name : dependencies.keySet()) {
      categories.put(name, new TreeSet<>());
    }
    for (String category : new TreeSet<>(roots.values())) {
      Set<String> starts = new TreeSet<>();
      for (Map.Entry<String, String> root : roots.entrySet()) {
        if (root.getValue().equals(category)) {
          starts.add(root.getKey());
        }
      }
      for (String name : reach(starts, dependencies)) {
        categories.get(name).add(category);
      }
    }
    for (SortedSet<String> own : categories.values()) {
      if (own.isEmpty() || own.contains(MAIN)) {
        own.clear();
        own.add(MAIN);
      }
    }
    return categories;
  }

  private static Set<String> reach(
      Collection<String> starts,
      SortedMap<String, ? extends SortedMap<String, String>> dependencies) {
    Set<String> reached = new HashSet<>();
    Deque<String> open = new ArrayDeque<>(starts);
    while (!open.isEmpty()) {
      Optional<String> name = known(open.remove(), dependencies.keySet());
      if (name.isPresent() && reached.add(name.get())) {
        open.addAll(dependencies.get(name.get()).keySet());
      }
    }
    return reached;
  }

  /** conda-lock takes {@code -} for {@code _} and the reverse where a name is not known. */
  private static Optional<String> known(String name, Set<String> names) {
    if (names.contains(name)) {
      return Optional.of(name);
    }
    for (String form : new String[] {name.replace('-', '_'), name.replace('_', '-')}) {
      if (names.contains(form)) {
        return Optional.of(form);
      }
    }
    return Optional.empty();
  }
}
