package dev.hermetic.explain;

import dev.hermetic.platform.Platform;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/** The comment selectors that conda-lock knows, as far as they name platforms. */
final class Selectors {
  private static final Map<String, Predicate<Platform>> WIDE =
      new TreeMap<>(
          Map.of(
              "linux", Platform::isLinux,
              "osx", Platform::isOsx,
              "unix", platform -> !platform.isWindows(),
              "win", Platform::isWindows));

  private static final List<String> WIDE_FIRST = List.of("unix", "linux", "osx", "win");

  private static final Map<String, String> NARROW =
      Map.of(
          "linux-64", "linux64",
          "linux-aarch64", "aarch64",
          "linux-ppc64le", "ppc64le",
          "osx-64", "osx64",
          "osx-arm64", "arm64",
          "win-64", "win64");

  private Selectors() {}

  /**
   * Lines that are there for just the wanted ones of the platforms.
   *
   * @return empty when selectors cannot say it
   */
  static List<String> lines(String spec, Set<Platform> wanted, Set<Platform> all) {
    Set<Platform> left = new TreeSet<>(wanted);
    List<String> lines = new ArrayList<>();
    for (String word : WIDE_FIRST) {
      Set<Platform> selected = new TreeSet<>(all);
      selected.removeIf(WIDE.get(word).negate());
      if (selected.size() > 1 && left.containsAll(selected)) {
        left.removeAll(selected);
        lines.add(line(spec, word));
      }
    }
    for (Platform platform : left) {
      String word = NARROW.get(platform.subdir());
      if (word == null) {
        return List.of();
      }
      lines.add(line(spec, word));
    }
    return lines;
  }

  private static String line(String spec, String word) {
    return "`- " + spec + "  # [" + word + "]`";
  }
}
