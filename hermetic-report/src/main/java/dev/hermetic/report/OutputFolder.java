package dev.hermetic.report;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;

/** Writes files whole or not at all, and only those whose bytes change. */
final class OutputFolder {
  private OutputFolder() {}

  /** The files written, in the order of their names. */
  static List<Path> write(Path directory, SortedMap<String, byte[]> contents) throws IOException {
    Files.createDirectories(directory);
    List<Path> written = new ArrayList<>();
    for (var entry : contents.entrySet()) {
      Path target = directory.resolve(entry.getKey());
      if (!holds(target, entry.getValue())) {
        replace(target, entry.getValue());
        written.add(target);
      }
    }
    return written;
  }

  private static boolean holds(Path target, byte[] bytes) throws IOException {
    return Files.isRegularFile(target)
        && Files.size(target) == bytes.length
        && Arrays.equals(Files.readAllBytes(target), bytes);
  }

  /** The neighbour's fixed name keeps what a killed run left behind from piling up. */
  private static void replace(Path target, byte[] bytes) throws IOException {
    Path neighbour = target.resolveSibling("." + target.getFileName() + ".tmp");
    try {
      Files.write(neighbour, bytes);
      try {
        Files.move(neighbour, target, StandardCopyOption.ATOMIC_MOVE);
      } catch (AtomicMoveNotSupportedException e) {
        Files.move(neighbour, target, StandardCopyOption.REPLACE_EXISTING);
      }
    } finally {
      Files.deleteIfExists(neighbour);
    }
  }
}
