package dev.hermetic.packagecache;

import dev.hermetic.cache.CacheItem;
import dev.hermetic.cache.CachePart;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The unpacked packages of the cache. */
public final class UnpackedPart implements CachePart {
  @Override
  public String name() {
    return "unpacked packages";
  }

  @Override
  public List<CacheItem> items(Path cacheDirectory, Instant abandonedBefore) throws IOException {
    List<CacheItem> items = new ArrayList<>();
    for (PackageFolder folder : PackageFolder.all(cacheDirectory)) {
      items.addAll(folder.items(abandonedBefore));
    }
    return items;
  }
}
