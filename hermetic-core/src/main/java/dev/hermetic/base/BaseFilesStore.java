package dev.hermetic.base;

import dev.hermetic.cache.CacheItem;
import dev.hermetic.cache.CachePart;
import dev.hermetic.cache.CachedFiles;
import dev.hermetic.lockfile.AtomicFiles;
import dev.hermetic.oci.Digest;
import dev.hermetic.oci.Image;
import dev.hermetic.problem.HermeticException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What was found in the roots of bases, in the shared cache, by the digests of their layers: a base
 * that did not change need not be unpacked again to be looked at.
 */
public final class BaseFilesStore implements CachePart {
  private static final String FOLDER = "images/roots";

  /** To be raised when the same layers give other facts. */
  private static final String VERSION = "1";

  @Override
  public String name() {
    return "base images";
  }

  @Override
  public List<CacheItem> items(Path cacheDirectory, Instant abandonedBefore) throws IOException {
    return CachedFiles.in(cacheDirectory.resolve(FOLDER)).stream()
        .filter(seen -> seen.name().matches("[0-9a-f]{64}"))
        .map(seen -> seen.item("files of base " + seen.name().substring(0, 12), false))
        .toList();
  }

  private static Path file(Path cacheDirectory, Image image) {
    String of =
        image.layers().stream()
            .map(layer -> layer.diffId().toString())
            .collect(
                Collectors.joining("\n", VERSION + "\n" + image.config().platform() + "\n", "\n"));
    return cacheDirectory
        .resolve(FOLDER)
        .resolve(Digest.of(of.getBytes(StandardCharsets.UTF_8)).hex());
  }

  /** Empty when it is not there, or damaged. */
  static Optional<BaseFiles> read(Path cacheDirectory, Image image) {
    Path file = file(cacheDirectory, image);
    if (!CachedFiles.use(file, Instant.now())) {
      return Optional.empty();
    }
    try {
      byte[] bytes = Files.readAllBytes(file);
      String text = new String(bytes, StandardCharsets.UTF_8);
      int line = text.indexOf('\n');
      String body = text.substring(line + 1);
      boolean whole =
          line > 0
              && Digest.of(body.getBytes(StandardCharsets.UTF_8)).hex().equals(text.substring(0, line));
      return whole ? Optional.of(parse(body)) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static BaseFiles parse(String body) {
    String[] lines = body.split("\n");
    String[] head = lines[0].split("\t", -1);
    SortedMap<String, String> paths = new TreeMap<>();
    for (int i = 1; i < lines.length; i++) {
      int tab = lines[i].indexOf('\t');
      paths.put(plain(lines[i].substring(tab + 1)), plain(lines[i].substring(0, tab)));
    }
    return new BaseFiles(
        paths, head[0].isEmpty() ? null : head[0], plain(head[1]), head[2].equals("musl"));
  }

  /** A cache that may only be read serves too. */
  static void write(Path cacheDirectory, Image image, BaseFiles files) {
    StringBuilder body = new StringBuilder();
    String glibc = files.glibcText();
    body.append(glibc == null ? "" : glibc).append('\t');
    body.append(escaped(files.glibcFrom())).append('\t');
    body.append(files.musl() ? "musl" : "").append('\n');
    for (Map.Entry<String, String> path : files.paths().entrySet()) {
      body.append(escaped(path.getValue())).append('\t');
      body.append(escaped(path.getKey())).append('\n');
    }
    String text =
        Digest.of(body.toString().getBytes(StandardCharsets.UTF_8)).hex() + "\n" + body;
    try {
      AtomicFiles.write(
          Map.of(file(cacheDirectory, image), text.getBytes(StandardCharsets.UTF_8)));
    } catch (HermeticException e) {
      // It is found again next time.
      return;
    }
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t");
  }

  private static String plain(String text) {
    if (text.indexOf('\\') < 0) {
      return text;
    }
    StringBuilder plain = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\') {
        i++;
        char next = text.charAt(i);
        c = next == 'n' ? '\n' : next == 't' ? '\t' : next;
      }
      plain.append(c);
    }
    return plain.toString();
  }
}
