package dev.hermetic.lockfile;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Temporary files beside a target: {@code .NAME.PID-NUMBER}. */
final class Leftovers {
  private static final Pattern FORM = Pattern.compile("\\.(.+)\\.(\\d{1,18})-\\d+", Pattern.DOTALL);

  private Leftovers() {}

  static Path temporary(Path place, long pid, int number) {
    return place.resolveSibling("." + place.getFileName() + "." + pid + "-" + number);
  }

  /**
   * Deletes the temporary files of processes that no longer live. Those under a living process'
   * number stay, for they may be in use; what cannot be deleted stays too.
   */
  static void sweep(Collection<Path> places) {
    Map<Path, Set<String>> names = new LinkedHashMap<>();
    for (Path place : places) {
      Path folder = place.getParent();
      if (folder != null) {
        names
            .computeIfAbsent(folder, one -> new HashSet<>())
            .add(place.getFileName().toString());
      }
    }
    names.forEach(Leftovers::sweep);
  }

  private static void sweep(Path folder, Set<String> names) {
    try (DirectoryStream<Path> siblings =
        Files.newDirectoryStream(
            folder, file -> isLeftover(FORM.matcher(file.getFileName().toString()), names))) {
      for (Path leftover : siblings) {
        Files.deleteIfExists(leftover);
      }
    } catch (IOException | DirectoryIteratorException e) {
      // They are small and do no harm.
      return;
    }
  }

  private static boolean isLeftover(Matcher name, Set<String> names) {
    return name.matches()
        && names.contains(name.group(1))
        && ProcessHandle.of(Long.parseLong(name.group(2))).isEmpty();
  }
}
