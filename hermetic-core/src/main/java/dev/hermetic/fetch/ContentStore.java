package dev.hermetic.fetch;

import dev.hermetic.cache.CachedFiles;
import dev.hermetic.digest.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The part of the cache whose files are named by their SHA-256. A file is written beside its place
 * and moved there, so that no lock is needed: two processes at most fetch the same bytes twice.
 */
public final class ContentStore {
  private final Path directory;

  public ContentStore(Path cacheDirectory) {
    this.directory = cacheDirectory.resolve("content");
  }

  /** The files of a cache that are named by their digest, sorted. */
  static List<Path> files(Path cacheDirectory) {
    Path content = cacheDirectory.resolve("content");
    if (!Files.isDirectory(content)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(content, 2)) {
      return files
          .filter(file -> file.getFileName().toString().matches("[0-9a-f]{64}"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The bytes, whose digest is checked each time; empty when they are not there or damaged. */
  public Optional<byte[]> read(String sha256, Instant now) throws IOException {
    Path file = path(sha256);
    if (!CachedFiles.use(file, now)) {
      return Optional.empty();
    }
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    return Sha256.hex(bytes).equals(sha256)
        ? Optional.of(bytes)
        : Optional.empty();
  }

  /** Takes bytes whose digest the caller has checked. */
  public void write(String sha256, byte[] bytes) throws IOException {
    Path file = path(sha256);
    Files.createDirectories(file.getParent());
    Path temporary = file.resolveSibling(sha256 + "." + UUID.randomUUID() + ".tmp");
    try {
      Files.write(temporary, bytes, StandardOpenOption.CREATE_NEW);
      try {
        Files.move(
            temporary,
            file,
            StandardCopyOption.ATOMIC_MOVE,
            StandardCopyOption.REPLACE_EXISTING);
      } catch (AtomicMoveNotSupportedException e) {
        Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
      }
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private Path path(String sha256) {
    return directory.resolve(sha256.substring(0, 2)).resolve(sha256);
  }
}
