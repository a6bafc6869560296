package dev.hermetic.packagecache;

import dev.hermetic.fetch.Pin;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Documents of a package as they lie in the cache, for who only wants to know what it says of itself:
 * nothing is fetched, and no file but these is looked at. They are what the package's author wrote.
 */
public final class PackageDocuments {
  /** Larger ones are no documents. */
  private static final int MOST_BYTES = 8 << 20;

  private final Path files;

  private PackageDocuments(Path files) {
    this.files = files;
  }

  /** The package, empty when it is not in the cache. */
  public static Optional<PackageDocuments> find(Path cacheDirectory, Pin pin) {
    return PackageFolder.of(cacheDirectory, pin.key())
        .filesOfWhole()
        .map(PackageDocuments::new);
  }

  /**
   * The bytes of a document.
   *
   * @param path inside the package, for example {@code info/about.json}
   * @return empty where it has no such file, or one that is far too large
   */
  public Optional<byte[]> read(String path) {
    Path file = files.resolve(path);
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      return bytes.length > MOST_BYTES ? Optional.empty() : Optional.of(bytes);
    } catch (IOException e) {
      // Somebody cleans the cache at this moment: as if it were not there.
      return Optional.empty();
    }
  }

  /** The folders at the top whose names end so, sorted. */
  public List<String> folders(String suffix) {
    try (Stream<Path> top = Files.list(files)) {
      return top.filter(one -> Files.isDirectory(one, LinkOption.NOFOLLOW_LINKS))
          .map(one -> one.getFileName().toString())
          .filter(name -> name.endsWith(suffix))
          .sorted()
          .toList();
    } catch (IOException e) {
      return List.of();
    }
  }
}
