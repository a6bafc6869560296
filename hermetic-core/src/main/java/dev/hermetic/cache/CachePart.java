package dev.hermetic.cache;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** One kind of things in the cache. Knows its own files and touches no others. */
public interface CachePart {
  /** What the things are, in the plural: {@code downloads}. */
  String name();

  /**
   * What there is, in any order. Files that come or go meanwhile may be missing.
   *
   * @param abandonedBefore what is unfinished or replaced, and was last written to before this,
   *     belongs to nobody any more
   */
  List<CacheItem> items(Path cacheDirectory, Instant abandonedBefore) throws IOException;
}
