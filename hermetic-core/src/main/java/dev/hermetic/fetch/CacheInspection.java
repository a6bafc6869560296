package dev.hermetic.fetch;

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
 * @param damaged addresses, without credentials, whose file has another size or digest than it
 *     should; sorted
 * @param unreadable folders whose notes are not whole; sorted
 */
public record CacheInspection(
    int entries, int bodies, long bytes, List<String> damaged, List<Path> unreadable) {
  public CacheInspection {
    damaged = List.copyOf(damaged);
    unreadable = List.copyOf(unreadable);
  }

  /**
   * Reads every file once. Files that come or go meanwhile, as other processes work, do not count.
   *
   * @throws UncheckedIOException when the disk fails
   */
  public static CacheInspection of(Path cacheDirectory) {
    Path http = cacheDirectory.resolve("http");
    List<Path> folders;
    try (Stream<Path> listed = Files.list(http)) {
      folders = listed.filter(Files::isDirectory).sorted().toList();
    } catch (NoSuchFileException e) {
      return new CacheInspection(0, 0, 0, List.of(), List.of());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    int bodies = 0;
    long bytes = 0;
    List<String> damaged = new ArrayList<>();
    List<Path> unreadable = new ArrayList<>();
    for (Path folder : folders) {
      try {
        CacheEntry entry = CacheEntry.in(folder);
        Optional<CacheMeta> meta = entry.meta();
        if (meta.isEmpty()) {
          if (Files.exists(folder.resolve("meta"))) {
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
        folders.size(), bodies, bytes, damaged.stream().sorted().toList(), unreadable);
  }
}
