package dev.hermetic.repodata;

import dev.hermetic.cache.CachedFiles;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * The index files in the cache, each named by the digest of the repodata that it was built from.
 * Big channels change many times a day and each change makes another index, so those that nobody
 * used for a while go away; whoever wants one again builds it again.
 */
final class IndexFolder {
  /** How long an index stays without being used; also more than any build takes. */
  static final Duration KEPT = Duration.ofDays(3);

  /** The folder in the cache. */
  static final String NAME = "index";

  private final Path directory;

  IndexFolder(Path directory) {
    this.directory = directory;
  }

  Path path(String sha256) {
    return directory.resolve(sha256 + ".idx");
  }

  /** Where an index may be built; to be {@linkplain #take taken} or deleted. */
  Path temporary(String sha256) throws IOException {
    Files.createDirectories(directory);
    return directory.resolve(sha256 + "." + UUID.randomUUID() + ".tmp");
  }

  /** Puts a finished index in place, whoever else did the same, and sweeps. */
  void take(Path temporary, String sha256) throws IOException {
    Files.move(
        temporary,
        path(sha256),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
    sweep(Instant.now().minus(KEPT));
  }

  /** Notes that an index is in use, before it is opened. */
  void use(Path index) {
    CachedFiles.use(index, Instant.now());
  }

  private void sweep(Instant limit) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*.{idx,tmp}")) {
      for (Path file : files) {
        delete(file, limit);
      }
    }
  }

  private static void delete(Path file, Instant limit) {
    try {
      if (isOlder(file, limit)) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      // Gone already, or open in a process on Windows: the next sweep finds it.
      return;
    }
  }

  private static boolean isOlder(Path file, Instant limit) throws IOException {
    return Files.getLastModifiedTime(file).toInstant().isBefore(limit);
  }
}
