package dev.hermetic.fetch;

import dev.hermetic.digest.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the cache of fetched files holds, and whether it is what it should be.
 *
 * @param entries addresses that the cache knows something of
 * @param bodies files that it holds for them
 * @param bytes their size
 * @param damaged addresses without credentials, or files named by their digest, that have another
 *     size or digest than they should; sorted
 * @param unreadable folders whose notes are not whole; sorted
 */
public record CacheInspection(
    int entries, int bodies, long bytes, List<String> damaged, List<Path> unreadable) {
  public CacheInspection {
    damaged = List.copyOf(damaged);
    unreadable = List.copyOf(unreadable);
  }

  private static List<Path> folders(Path http) {
    try (Stream<Path> listed = Files.list(http)) {
      return listed.filter(Files::isDirectory).sorted().toList();
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads every file once. Files that come or go meanwhile, as other processes work, do not count.
   *
   * @throws UncheckedIOException when the disk fails
   */
  public static CacheInspection of(Path cacheDirectory) {
    List<Path> folders = folders(cacheDirectory.resolve("http"));
    List<String> damaged = new ArrayList<>();
    List<Path> unreadable = new ArrayList<>();
    List<Path> contents = ContentStore.files(cacheDirectory);
    int bodies = contents.size();
    long bytes = 0;
    int entries = 0;
    try {
      for (Path content : contents) {
        try {
          bytes += Files.size(content);
          if (!Sha256.hex(content).equals(content.getFileName().toString())) {
            damaged.add(content.toString());
          }
        } catch (NoSuchFileException e) {
          bodies--; // gone just now
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    for (Path folder : folders) {
      try {
        CacheEntry entry = CacheEntry.in(folder);
        Optional<CacheMeta> meta = entry.meta();
        boolean noted = Files.exists(folder.resolve("meta"));
        entries += noted ? 1 : 0;
        if (meta.isEmpty()) {
          if (noted) {
            unreadable.add(folder);
          }
        } else if (meta.get().present()) {
          bodies++;
          bytes += meta.get().size();
          // Whoever replaced the body meanwhile wrote other notes.
          if (!entry.isWhole(meta.get()) && meta.equals(entry.meta())) {
            damaged.add(meta.get().url());
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return new CacheInspection(
        entries, bodies, bytes, damaged.stream().sorted().toList(), unreadable);
  }
}
