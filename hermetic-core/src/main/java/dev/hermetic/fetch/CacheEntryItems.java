package dev.hermetic.fetch;

import dev.hermetic.cache.CacheItem;
import dev.hermetic.cache.CachedFiles;
import dev.hermetic.cache.CachedFiles.Seen;
import dev.hermetic.cache.EntryLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A cache entry as things that can go: the copy with its notes, and what killed or finished runs
 * left beside it. Its lock stays, since who waits for it has it open.
 */
final class CacheEntryItems {
  private final CacheEntry entry;
  private final Path meta;
  private final Path lock;

  CacheEntryItems(CacheEntry entry) {
    this.entry = entry;
    this.meta = entry.directory().resolve("meta");
    this.lock = entry.directory().resolve("lock");
  }

  List<CacheItem> items(Instant abandonedBefore) throws IOException {
    Optional<CacheMeta> notes = entry.meta();
    String name = notes.map(CacheMeta::url).orElse("an unfinished download");
    Predicate<Seen> abandoned = abandoned(notes, files(), abandonedBefore);
    List<Seen> left = files().stream().filter(abandoned).toList();
    List<Seen> used = files().stream().filter(abandoned.negate()).toList();
    List<CacheItem> items = new ArrayList<>();
    if (!left.isEmpty()) {
      items.add(
          new CacheItem(
              "leftovers of " + name,
              bytes(left),
              latest(left),
              true,
              () -> whenFree(() -> sweep(abandonedBefore))));
    }
    if (!used.isEmpty()) {
      Instant lastUsed =
          used.stream()
              .filter(file -> file.path().equals(meta))
              .map(Seen::time)
              .findFirst()
              .orElse(latest(used));
      items.add(
          new CacheItem(
              name, bytes(used), lastUsed, false, () -> whenFree(() -> remove(lastUsed))));
    }
    return items;
  }

  private static Predicate<Seen> abandoned(
      Optional<CacheMeta> notes, List<Seen> files, Instant before) {
    String current = notes.map(CacheMeta::sha256).orElse("");
    Instant partial =
        latest(files.stream().filter(file -> PartialBody.isPartOfOne(file.name())).toList());
    return file ->
        PartialBody.isPartOfOne(file.name())
            ? partial.isBefore(before.minus(PartialBody.KEPT))
            : file.isAbandoned(before)
                || file.name().matches("[0-9a-f]{64}")
                    && !file.name().equals(current)
                    && file.time().isBefore(before);
  }

  /** Who writes here holds the lock: then the entry is in use. */
  private boolean whenFree(EntryLock.Action<Boolean> action)
      throws IOException, InterruptedException {
    return EntryLock.ifFree(lock, action).orElse(false);
  }

  private boolean sweep(Instant abandonedBefore) throws IOException {
    List<Seen> files = files();
    Predicate<Seen> abandoned = abandoned(entry.meta(), files, abandonedBefore);
    for (Seen file : files) {
      if (abandoned.test(file)) {
        Files.deleteIfExists(file.path());
      }
    }
    return true;
  }

  /** The notes go first: a body without them is nobody's. */
  private boolean remove(Instant lastUsed) throws IOException {
    boolean unused =
        Files.exists(meta)
            ? CachedFiles.remove(meta, lastUsed)
            : latest(files()).equals(lastUsed);
    if (unused) {
      for (Seen file : files()) {
        Files.deleteIfExists(file.path());
      }
    }
    return unused;
  }

  private List<Seen> files() throws IOException {
    return CachedFiles.in(entry.directory()).stream()
        .filter(file -> !file.path().equals(lock))
        .toList();
  }

  private static long bytes(List<Seen> files) {
    return files.stream().mapToLong(Seen::size).sum();
  }

  private static Instant latest(List<Seen> files) {
    return files.stream().map(Seen::time).max(Instant::compareTo).orElse(Instant.EPOCH);
  }
}
