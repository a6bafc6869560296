package dev.hermetic.pypi.simple;

import dev.hermetic.cache.CacheItem;
import dev.hermetic.cache.CachePart;
import dev.hermetic.cache.CachedFiles;
import dev.hermetic.digest.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Metadata of distributions in the shared cache, under the SHA-256 of the distribution: what was read
 * out of a wheel in parts need not be asked for again, and is there offline. Each file begins with the
 * SHA-256 of the rest of it.
 */
public final class MetadataStore implements CachePart {
  private static final String FOLDER = "distribution-metadata";
  private static final String NAME = "[0-9a-f]{64}";
  private static final int DIGITS = 64;

  @Override
  public String name() {
    return "metadata of PyPI distributions";
  }

  @Override
  public List<CacheItem> items(Path cacheDirectory, Instant abandonedBefore) throws IOException {
    List<CacheItem> items = new ArrayList<>();
    for (CachedFiles.Seen file : CachedFiles.in(cacheDirectory.resolve(FOLDER))) {
      if (file.name().matches(NAME)) {
        items.add(file.item("metadata of " + file.name(), false));
      } else if (file.isAbandoned(abandonedBefore)) {
        items.add(file.item("unfinished " + file.name(), true));
      }
    }
    return items;
  }

  /** What was kept; empty when there is nothing, or it is damaged. */
  static Optional<byte[]> read(Path cacheDirectory, String sha256, Instant now)
      throws IOException {
    Path file = cacheDirectory.resolve(FOLDER).resolve(sha256);
    if (!CachedFiles.use(file, now)) {
      return Optional.empty();
    }
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    if (bytes.length < DIGITS) {
      return Optional.empty();
    }
    byte[] content = Arrays.copyOfRange(bytes, DIGITS, bytes.length);
    String said = new String(bytes, 0, DIGITS, StandardCharsets.ISO_8859_1);
    return said.equals(Sha256.hex(content)) ? Optional.of(content) : Optional.empty();
  }

  /** Keeps metadata for the next time. */
  static void write(Path cacheDirectory, String sha256, byte[] content) throws IOException {
    Path folder = cacheDirectory.resolve(FOLDER);
    Files.createDirectories(folder);
    Path temporary = folder.resolve(sha256 + "." + UUID.randomUUID() + CachedFiles.TEMPORARY);
    byte[] bytes = new byte[DIGITS + content.length];
    byte[] digest = Sha256.hex(content).getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(digest, 0, bytes, 0, DIGITS);
    System.arraycopy(content, 0, bytes, DIGITS, content.length);
    try {
      Files.write(temporary, bytes, StandardOpenOption.CREATE_NEW);
      try {
        Files.move(
            temporary,
            folder.resolve(sha256),
            StandardCopyOption.ATOMIC_MOVE,
            StandardCopyOption.REPLACE_EXISTING);
      } catch (AtomicMoveNotSupportedException e) {
        Files.move(temporary, folder.resolve(sha256), StandardCopyOption.REPLACE_EXISTING);
      }
    } finally {
      Files.deleteIfExists(temporary);
    }
  }
}
