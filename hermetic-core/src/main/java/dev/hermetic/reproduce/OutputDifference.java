package dev.hermetic.reproduce;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/** The first output in which two runs of an experiment differ. */
final class OutputDifference {
  private OutputDifference() {}

  /**
   * Empty when they have the same files with the same bytes.
   *
   * @param one the files of the first, by their path
   * @param other those of the second
   */
  static Optional<FirstDifference> find(
      SortedMap<String, Path> one, SortedMap<String, Path> other, Circumstances circumstances)
      throws IOException {
    SortedSet<String> paths = new TreeSet<>(one.keySet());
    paths.addAll(other.keySet());
    for (String path : paths) {
      Path a = one.get(path);
      Path b = other.get(path);
      if (a == null || b == null) {
        String which = b == null ? "first" : "second";
        return Optional.of(
            FirstDifference.of(
                path, "", new Finding(Cause.OTHER, "only the " + which + " has written it"), ""));
      }
      if (Files.mismatch(a, b) >= 0) {
        return Optional.of(
            FirstDifference.of(
                Contents.of(path, a, b), "", circumstances, FirstDifference.diffoscope(a, b)));
      }
    }
    return Optional.empty();
  }
}
