package dev.hermetic.scan;

import java.util.List;

/**
 * How an environment comes to need a package.
 *
 * @param platforms for which it is this way, sorted
 * @param root the spec that it begins with, as written; empty when nothing asks for the package
 * @param names packages from the one that answers the spec to the one in question
 */
public record Way(List<String> platforms, String root, List<String> names) {
  public Way {
    platforms = platforms.stream().sorted().distinct().toList();
    names = List.copyOf(names);
  }
}
