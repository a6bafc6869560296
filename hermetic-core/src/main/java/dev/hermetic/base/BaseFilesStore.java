package dev.hermetic.base;

import dev.hermetic.cache.CacheItem;
import dev.hermetic.cache.CachePart;
import dev.hermetic.oci.Image;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

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
    return LayerNotes.items(cacheDirectory.resolve(FOLDER), "files of base");
  }

  private static LayerNotes notes(Path cacheDirectory, Image image) {
    return new LayerNotes(
        cacheDirectory.resolve(FOLDER),
        VERSION + "\n" + image.config().platform(),
        image.layers());
  }

  /** Empty when it is not there, or damaged. */
  static Optional<BaseFiles> read(Path cacheDirectory, Image image) {
    return notes(cacheDirectory, image).read().map(BaseFilesStore::parse);
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
    notes(cacheDirectory, image).write(body.toString());
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
