package dev.hermetic.lockfile;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Temporary files beside a target: {@code .NAME.PID-NUMBER}. */
final class Leftovers {
  private Leftovers() {}

  static Path temporary(Path place, long pid, int number) {
    return place.resolveSibling("." + place.getFileName() + "." + pid + "-" + number);
  }

  /**
   * Deletes the temporary files of processes that no longer live. Those under a living process'
   * number stay, for they may be in use; what cannot be deleted stays too.
   */
  static void sweep(Path place) {
    Path folder = place.getParent();
    if (folder == null) {
      return;
    }
    Pattern form =
        Pattern.compile(Pattern.quote("." + place.getFileName()) + "\\.(\\d{1,18})-\\d+");
    try (DirectoryStream<Path> siblings =
        Files.newDirectoryStream(
            folder, file -> isLeftover(form.matcher(file.getFileName().toString())))) {
      for (Path leftover : siblings) {
        Files.deleteIfExists(leftover);
      }
    } catch (IOException | DirectoryIteratorException e) {
      // They are small and do no harm.
      return;
    }
  }

  private static boolean isLeftover(Matcher name) {
    return name.matches() && ProcessHandle.of(Long.parseLong(name.group(1))).isEmpty();
  }
}
