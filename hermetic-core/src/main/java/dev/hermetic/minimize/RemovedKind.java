package dev.hermetic.minimize;

import dev.hermetic.text.PathPattern;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A kind of files that is left out.
 *
 * @param name in people's words, for example {@code static libraries}
 * @param unlessLocked conda packages that need these files when they run: while one of them is
 *     locked the kind stays
 */
record RemovedKind(String name, List<PathPattern> paths, SortedSet<String> unlessLocked) {
  RemovedKind {
    paths = List.copyOf(paths);
    unlessLocked = new TreeSet<>(unlessLocked);
  }

  boolean matches(String path) {
    for (PathPattern pattern : paths) {
      if (pattern.matches(path)) {
        return true;
      }
    }
    return false;
  }
}
