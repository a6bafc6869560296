package dev.hermetic.fetch;

import dev.hermetic.cache.CachedFiles;
import dev.hermetic.cache.EntryLock;
import dev.hermetic.digest.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The folder of one address in the cache: {@code meta}, the body under its sha256, {@code lock}.
 * Files appear by a move, so that a reader without the lock sees whole ones only; writing needs the
 * lock.
 */
final class CacheEntry {
  /** How long a body stays after it was replaced, for those who were given its path. */
  private static final Duration GRACE = Duration.ofHours(1);

  private final Path directory;

  private CacheEntry(Path directory) {
    this.directory = directory;
  }

  /** The entry of an address; the same one with whatever credentials. */
  static CacheEntry of(Path cacheDirectory, WebAddress address) {
    byte[] url = address.withoutCredentials().text().getBytes(StandardCharsets.UTF_8);
    String key = Sha256.hex(url);
    return new CacheEntry(cacheDirectory.resolve("http").resolve(key));
  }

  /** The entry in a folder of the cache, whatever its address. */
  static CacheEntry in(Path folder) {
    return new CacheEntry(folder);
  }

  Path directory() {
    return directory;
  }

  /** Runs the action as the only writer of this entry. */
  <T> T locked(EntryLock.Action<T> action) throws IOException, InterruptedException {
    Files.createDirectories(directory);
    return EntryLock.holding(directory.resolve("lock"), action);
  }

  Optional<CacheMeta> meta() throws IOException {
    return CacheMeta.read(directory.resolve("meta"));
  }

  /** Notes that what the entry holds is in use; false when it is gone. */
  boolean use(Instant now) {
    return CachedFiles.use(directory.resolve("meta"), now);
  }

  Path body(CacheMeta meta) {
    return directory.resolve(meta.sha256());
  }

  /** Whether the body has the size and the digest that the meta file says; reads every byte. */
  boolean isWhole(CacheMeta meta) throws IOException {
    return isWhole(meta, Sha256::hex);
  }

  /** The same, and reads no byte of a body that nobody touched since its digest was noted. */
  boolean isWhole(CacheMeta meta, DigestNotes notes) throws IOException {
    return isWhole(meta, notes::sha256);
  }

  private interface Digester {
    String sha256(Path file) throws IOException;
  }

  private boolean isWhole(CacheMeta meta, Digester digester) throws IOException {
    Path body = body(meta);
    try {
      return Files.size(body) == meta.size() && digester.sha256(body).equals(meta.sha256());
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  /** A path for a new body; to be called with the lock held. */
  Path newBody() {
    return temporary("body");
  }

  /** Takes a new body and says so in the meta file. */
  void store(Path newBody, CacheMeta meta) throws IOException {
    Files.move(
        newBody,
        body(meta),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
    store(meta);
  }

  /** Writes the meta file alone: same body, or none. */
  void store(CacheMeta meta) throws IOException {
    Path temporary = temporary("meta");
    Files.write(
        temporary, meta.text().getBytes(StandardCharsets.UTF_8), StandardOpenOption.CREATE_NEW);
    Files.move(
        temporary,
        directory.resolve("meta"),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  /**
   * Removes what a killed process left behind, and bodies that were replaced a while ago. With the
   * lock held nobody else writes here, so every temporary file is a stale one.
   *
   * @param current the body in use, empty when there is none
   */
  void sweep(String current, Instant now) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        String name = file.getFileName().toString();
        boolean temporary = name.endsWith(".tmp");
        boolean replaced =
            name.matches("[0-9a-f]{64}")
                && !name.equals(current)
                && Files.getLastModifiedTime(file).toInstant().plus(GRACE).isBefore(now);
        if (temporary || replaced) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  /** Starts the time for which a replaced body stays. */
  void retire(CacheMeta old, Instant now) throws IOException {
    if (old.present() && Files.exists(body(old))) {
      Files.setLastModifiedTime(body(old), FileTime.from(now));
    }
  }

  private Path temporary(String what) {
    return directory.resolve(
        what + "-" + ProcessHandle.current().pid() + "-" + System.nanoTime() + ".tmp");
  }
}
