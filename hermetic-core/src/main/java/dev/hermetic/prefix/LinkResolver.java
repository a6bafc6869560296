package dev.hermetic.prefix;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;

/** Follows the symbolic links of a prefix that is not there yet, as the operating system would. */
final class LinkResolver {
  /** Linux gives up there too. */
  private static final int MOST_LINKS = 40;

  private final Map<String, String> links;

  /**
   * @param links path to target
   */
  LinkResolver(Map<String, String> links) {
    this.links = links;
  }

  /**
   * Where a path really is; empty when it leads out of the prefix or round in circles.
   *
   * @param folder where it starts, itself without links; empty for the prefix
   */
  Optional<String> resolve(String folder, String path) {
    if (path.startsWith("/") || path.indexOf('\\') >= 0) {
      return Optional.empty();
    }
    Deque<String> open = new ArrayDeque<>(Arrays.asList(path.split("/")));
    StringBuilder at = new StringBuilder(folder);
    int followed = 0;
    while (!open.isEmpty()) {
      String name = open.pop();
      if (name.isEmpty() || name.equals(".")) {
        continue;
      }
      int parent = Math.max(at.lastIndexOf("/"), 0);
      if (name.equals("..")) {
        if (at.length() == 0) {
          return Optional.empty();
        }
        at.setLength(parent);
        continue;
      }
      int before = at.length();
      at.append(before == 0 ? "" : "/").append(name);
      String target = links.get(at.toString());
      if (target != null) {
        if (++followed > MOST_LINKS || target.startsWith("/")) {
          return Optional.empty();
        }
        at.setLength(before);
        String[] names = target.split("/");
        for (int i = names.length - 1; i >= 0; i--) {
          open.push(names[i]);
        }
      }
    }
    return Optional.of(at.toString());
  }
}
