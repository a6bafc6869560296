package dev.hermetic.base;

import dev.hermetic.cache.CacheItem;
import dev.hermetic.cache.CachedFiles;
import dev.hermetic.lockfile.AtomicFiles;
import dev.hermetic.oci.Digest;
import dev.hermetic.oci.ImageLayer;
import dev.hermetic.problem.HermeticException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A text in the shared cache that was found by looking through some layers, under a name made of
 * their digests. Its first line is the digest of the rest, so a damaged one counts for nothing.
 */
public final class LayerNotes {
  private final Path file;

  /**
   * @param folder in the cache
   * @param kind what the text is of, so that another kind or another version has another name
   * @param layers from the bottom up
   */
  public LayerNotes(Path folder, String kind, List<ImageLayer> layers) {
    String of =
        layers.stream()
            .map(layer -> layer.diffId().toString())
            .collect(Collectors.joining("\n", kind + "\n", "\n"));
    this.file = folder.resolve(Digest.of(of.getBytes(StandardCharsets.UTF_8)).hex());
  }

  /** What is in such a folder, for {@link dev.hermetic.cache.CachePart}. */
  public static List<CacheItem> items(Path folder, String what) throws IOException {
    return CachedFiles.in(folder).stream()
        .filter(seen -> seen.name().matches("[0-9a-f]{64}"))
        .map(seen -> seen.item(what + " " + seen.name().substring(0, 12), false))
        .toList();
  }

  /** Empty when it is not there, or damaged. */
  public Optional<String> read() {
    if (!CachedFiles.use(file, Instant.now())) {
      return Optional.empty();
    }
    try {
      String text = Files.readString(file);
      int line = text.indexOf('\n');
      String body = text.substring(line + 1);
      return line > 0 && digest(body).equals(text.substring(0, line))
          ? Optional.of(body)
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** A cache that may only be read serves too. */
  public void write(String body) {
    String text = digest(body) + "\n" + body;
    try {
      AtomicFiles.write(Map.of(file, text.getBytes(StandardCharsets.UTF_8)));
    } catch (HermeticException e) {
      // It is found again next time.
      return;
    }
  }

  private static String digest(String body) {
    return Digest.of(body.getBytes(StandardCharsets.UTF_8)).hex();
  }
}
