package dev.hermetic.fetch;

import dev.hermetic.cache.CacheItem;
import dev.hermetic.cache.CachePart;
import dev.hermetic.cache.CachedFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** What fetching keeps in the cache. */
public final class FetchCache {
  private FetchCache() {}

  /**
   * Copies of what addresses answered, files that are named by their digest, small and large, and
   * notes of digests.
   */
  public static List<CachePart> parts() {
    return List.of(new Downloads(), new Contents(), new Pinned(), new Notes());
  }

  private static final class Downloads implements CachePart {
    @Override
    public String name() {
      return "downloads";
    }

    @Override
    public List<CacheItem> items(Path cacheDirectory, Instant abandonedBefore)
        throws IOException {
      List<CacheItem> items = new ArrayList<>();
      Path http = cacheDirectory.resolve("http");
      for (Path folder : CachedFiles.folders(http, name -> name.matches("[0-9a-f]{64}"))) {
        items.addAll(new CacheEntryItems(CacheEntry.in(folder)).items(abandonedBefore));
      }
      return items;
    }
  }

  private static final class Pinned implements CachePart {
    @Override
    public String name() {
      return "package files";
    }

    @Override
    public List<CacheItem> items(Path cacheDirectory, Instant abandonedBefore)
        throws IOException {
      List<CacheItem> items = new ArrayList<>();
      Path archives = PinnedDownload.folder(cacheDirectory);
      Predicate<String> keys = name -> name.matches("[0-9a-f]{64}|md5-[0-9a-f]{32}");
      for (Path folder : CachedFiles.folders(archives, keys)) {
        String key = folder.getFileName().toString();
        for (CachedFiles.Seen file : CachedFiles.in(folder)) {
          if (file.name().equals(key)) {
            items.add(file.item("package file " + key, false));
          } else if (isLeftover(file, abandonedBefore)) {
            items.add(file.item("unfinished package file " + key, true));
          }
        }
      }
      return items;
    }

    private static boolean isLeftover(CachedFiles.Seen file, Instant abandonedBefore) {
      return PartialBody.isPartOfOne(file.name())
          ? file.time().isBefore(abandonedBefore.minus(PartialBody.KEPT))
          : file.isAbandoned(abandonedBefore);
    }
  }

  private static final class Contents implements CachePart {
    @Override
    public String name() {
      return "shards and other files named by their digest";
    }

    @Override
    public List<CacheItem> items(Path cacheDirectory, Instant abandonedBefore)
        throws IOException {
      List<CacheItem> items = new ArrayList<>();
      Path content = cacheDirectory.resolve("content");
      for (Path folder : CachedFiles.folders(content, name -> name.matches("[0-9a-f]{2}"))) {
        for (CachedFiles.Seen file : CachedFiles.in(folder)) {
          if (file.name().matches("[0-9a-f]{64}")) {
            items.add(file.item("file " + file.name(), false));
          } else if (file.isAbandoned(abandonedBefore)) {
            items.add(file.item("unfinished " + file.name(), true));
          }
        }
      }
      return items;
    }
  }

  private static final class Notes implements CachePart {
    @Override
    public String name() {
      return "notes of digests";
    }

    @Override
    public List<CacheItem> items(Path cacheDirectory, Instant abandonedBefore)
        throws IOException {
      List<CacheItem> items = new ArrayList<>();
      for (CachedFiles.Seen file : CachedFiles.in(cacheDirectory.resolve(DigestNotes.FOLDER))) {
        if (file.name().matches("[0-9a-f]{64}")) {
          items.add(file.item("note of a digest " + file.name(), false));
        } else if (file.isAbandoned(abandonedBefore)) {
          items.add(file.item("unfinished " + file.name(), true));
        }
      }
      return items;
    }
  }
}
