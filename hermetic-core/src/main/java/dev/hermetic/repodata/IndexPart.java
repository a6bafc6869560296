package dev.hermetic.repodata;

import dev.hermetic.cache.CacheItem;
import dev.hermetic.cache.CachePart;
import dev.hermetic.cache.CachedFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The indexes in the cache. One that goes is built anew from cached repodata when it is needed. */
public final class IndexPart implements CachePart {
  @Override
  public String name() {
    return "indexes";
  }

  @Override
  public List<CacheItem> items(Path cacheDirectory, Instant abandonedBefore) throws IOException {
    List<CacheItem> items = new ArrayList<>();
    for (CachedFiles.Seen file : CachedFiles.in(cacheDirectory.resolve(IndexFolder.NAME))) {
      if (file.name().matches("[0-9a-f]{64}\\.idx")) {
        items.add(file.item("index " + file.name(), false));
      } else if (file.isAbandoned(abandonedBefore)) {
        items.add(file.item("unfinished " + file.name(), true));
      }
    }
    return items;
  }
}
