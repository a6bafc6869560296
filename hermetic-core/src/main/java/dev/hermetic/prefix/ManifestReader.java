package dev.hermetic.prefix;

import dev.hermetic.platform.Platform;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what {@link PrefixManifest#bytes} writes, and nothing else. */
final class ManifestReader {
  private static final int COLUMNS = 10;
  private static final String DIGEST = "sha256:";

  private final String file;
  private int line;
  private int at;
  private String text = "";

  ManifestReader(String file) {
    this.file = file;
  }

  PrefixManifest read(String whole) {
    text = whole;
    if (!PrefixManifest.FORMAT.equals(next())) {
      throw PrefixProblems.badManifest(file, 1, "it is of another format");
    }
    String platform = value("platform");
    String prefix = unescape(value("prefix"));
    String target = unescape(value("target-prefix"));
    String digest = value("digest");
    if (!Platform.isPlatform(platform) || !digest.startsWith(DIGEST)) {
      throw PrefixProblems.badManifest(file, line, "its head is damaged");
    }
    List<ManifestEntry> entries = new ArrayList<>();
    for (String row = next(); row != null; row = next()) {
      entries.add(entry(row));
    }
    String stated = digest.substring(DIGEST.length());
    if (!PrefixDigest.of(entries).equals(stated)) {
      throw PrefixProblems.badManifest(file, 0, "its digest does not fit its lines");
    }
    return new PrefixManifest(new Platform(platform), prefix, target, stated, entries);
  }

  /** The next line, null at the end. */
  private @Nullable String next() {
    int end = text.indexOf('\n', at);
    if (end < 0) {
      if (at < text.length()) {
        throw PrefixProblems.badManifest(file, line + 1, "it is cut off");
      }
      return null;
    }
    String found = text.substring(at, end);
    at = end + 1;
    line++;
    return found;
  }

  private String value(String key) {
    String found = next();
    if (found == null || !found.startsWith(key + "\t")) {
      throw PrefixProblems.badManifest(file, line, key + " is missing");
    }
    return found.substring(key.length() + 1);
  }

  private ManifestEntry entry(String row) {
    String[] cells = row.split("\t", -1);
    try {
      if (cells.length == COLUMNS) {
        String sha256 = cells[5].isEmpty() ? null : cells[5];
        ManifestEntry.Kind kind = kind(cells[1]);
        return new ManifestEntry(
            unescape(cells[0]),
            kind,
            Integer.parseInt(cells[2], 8),
            Long.parseLong(cells[3]),
            Long.parseLong(cells[4]),
            sha256,
            cells[6].equals(PrefixManifest.SAME) ? sha256 : cells[6],
            kind == ManifestEntry.Kind.SOFTLINK ? unescape(cells[7]) : null,
            unescape(cells[8]),
            origin(cells[9]));
      }
    } catch (IllegalArgumentException e) {
      // Told below.
    }
    throw PrefixProblems.badManifest(file, line, "the line is damaged");
  }

  private static ManifestEntry.Kind kind(String word) {
    for (ManifestEntry.Kind kind : ManifestEntry.Kind.values()) {
      if (kind.word().equals(word)) {
        return kind;
      }
    }
    throw new IllegalArgumentException(word);
  }

  private static ManifestEntry.Origin origin(String word) {
    for (ManifestEntry.Origin origin : ManifestEntry.Origin.values()) {
      if (origin.word().equals(word)) {
        return origin;
      }
    }
    throw new IllegalArgumentException(word);
  }

  private static String unescape(String escaped) {
    if (escaped.indexOf('\\') < 0) {
      return escaped;
    }
    StringBuilder plain = new StringBuilder();
    for (int i = 0; i < escaped.length(); i++) {
      char c = escaped.charAt(i);
      if (c == '\\' && ++i < escaped.length()) {
        char code = escaped.charAt(i);
        c = code == 't' ? '\t' : code == 'n' ? '\n' : code == 'r' ? '\r' : code;
      }
      plain.append(c);
    }
    return plain.toString();
  }
}
