package dev.hermetic.prefix;

import dev.hermetic.digest.Sha256;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The digest of a prefix: SHA-256 over one line for each path, sorted by the bytes of the path:
 *
 * <pre>path TAB type TAB mode TAB link target TAB sha256 LF</pre>
 *
 * in UTF-8, with {@code file}, {@code softlink} or {@code directory} for the type, four octal digits
 * for the mode, the SHA-256 of the bytes as patched for the target prefix, and nothing where a path
 * has none. In paths and targets {@code \}, TAB, LF and CR are written {@code \\ \t \n \r}. Times
 * are not in it, nor is what the Python of the prefix compiled: that follows from what is in it, and
 * is not there where Python cannot run.
 */
final class PrefixDigest {
  private PrefixDigest() {}

  /**
   * @return 64 lower-case hex digits
   */
  static String of(Collection<ManifestEntry> entries) {
    List<ManifestEntry> sorted = new ArrayList<>(entries);
    sorted.sort(ManifestEntry.ORDER);
    return ofSorted(sorted);
  }

  /** The same of entries that are in their order. */
  static String ofSorted(List<ManifestEntry> sorted) {
    MessageDigest digest = Sha256.create();
    Utf8Pieces lines = new Utf8Pieces(digest::update);
    for (ManifestEntry entry : sorted) {
      if (entry.origin() != ManifestEntry.Origin.COMPILED) {
        line(entry, lines.text());
      }
    }
    lines.flush();
    return Sha256.hex(digest);
  }

  private static void line(ManifestEntry entry, StringBuilder out) {
    out.append(escape(entry.path())).append('\t').append(entry.kind().word()).append('\t');
    octal(entry.mode(), out);
    out.append('\t');
    out.append(entry.linkTarget() == null ? "" : escape(entry.linkTarget())).append('\t');
    out.append(entry.targetSha256() == null ? "" : entry.targetSha256()).append('\n');
  }

  /** Appends at least four digits; permission bits have no more. */
  static void octal(int mode, StringBuilder out) {
    if (mode >>> 12 != 0) {
      out.append(Integer.toOctalString(mode >>> 12));
    }
    out.append((char) ('0' + (mode >> 9 & 7)))
        .append((char) ('0' + (mode >> 6 & 7)))
        .append((char) ('0' + (mode >> 3 & 7)))
        .append((char) ('0' + (mode & 7)));
  }

  static String escape(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' || c < ' ') {
        return text.replace("\\", "\\\\")
            .replace("\t", "\\t")
            .replace("\n", "\\n")
            .replace("\r", "\\r");
      }
    }
    return text;
  }
}
