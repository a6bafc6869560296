package dev.hermetic.advisory;

import dev.hermetic.cache.CacheItem;
import dev.hermetic.cache.CachePart;
import dev.hermetic.cache.CachedFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The indexes of advisories in the cache. One that goes is built anew when it is needed. */
public final class AdvisoryPart implements CachePart {
  static final String FOLDER = "advisories";

  static final String ENDING = ".idx";

  @Override
  public String name() {
    return "advisories";
  }

  @Override
  public List<CacheItem> items(Path cacheDirectory, Instant abandonedBefore) throws IOException {
    List<CacheItem> items = new ArrayList<>();
    for (CachedFiles.Seen file : CachedFiles.in(cacheDirectory.resolve(FOLDER))) {
      if (file.name().matches("[0-9a-f]{64}\\.idx")) {
        items.add(file.item("advisories " + file.name().substring(0, 12), false));
      } else if (file.isAbandoned(abandonedBefore)) {
        items.add(file.item("unfinished " + file.name(), true));
      }
    }
    return items;
  }
}
