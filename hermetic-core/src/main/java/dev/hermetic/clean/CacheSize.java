package dev.hermetic.clean;

import dev.hermetic.cache.CacheItem;
import dev.hermetic.cache.CachePart;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * How large the cache is.
 *
 * @param parts those that have something, the largest first
 */
public record CacheSize(List<Part> parts) {
  /**
   * One kind of things in it.
   *
   * @param name in the plural, as {@code downloads}
   */
  public record Part(String name, long bytes) {}

  public CacheSize {
    parts = List.copyOf(parts);
  }

  /**
   * Looks at every file and changes none.
   *
   * @throws IOException when it cannot be read; a cache that is not there is empty
   */
  public static CacheSize of(Path cacheDirectory) throws IOException {
    List<Part> parts = new ArrayList<>();
    for (CachePart part : CacheCleaner.allParts()) {
      long bytes =
          part.items(cacheDirectory, Instant.MIN).stream().mapToLong(CacheItem::bytes).sum();
      if (bytes > 0) {
        parts.add(new Part(part.name(), bytes));
      }
    }
    parts.sort(Comparator.comparing((Part part) -> -part.bytes()).thenComparing(Part::name));
    return new CacheSize(parts);
  }

  /** All of it. */
  public long bytes() {
    return parts.stream().mapToLong(Part::bytes).sum();
  }
}
