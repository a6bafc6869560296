package dev.hermetic.prefix;

import dev.hermetic.archive.Placeholder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts a prefix in the place of the one that a package was built in (CEP-34, {@code
 * prefix_placeholder}).
 *
 * <p>Text: every occurrence, in UTF-8 and, as conda does it, in UTF-16 and UTF-32 of either order;
 * then the first line is made to work ({@link Shebang}). Binary: only in UTF-8, as mamba and
 * rattler do it, because texts of wide characters in programs carry their length elsewhere. From an
 * occurrence to the next NUL, or to the end of the file, all occurrences are replaced, and the
 * string is filled up with NULs, so that nothing behind it moves. On Windows binary files are left
 * alone.
 */
final class PlaceholderPatch {
  /** In conda's order: of two that overlap the first is meant, and either gives the same bytes. */
  private static final List<Charset> ENCODINGS =
      List.of(
          StandardCharsets.UTF_8,
          StandardCharsets.UTF_16LE,
          StandardCharsets.UTF_16BE,
          Charset.forName("UTF-32LE"),
          Charset.forName("UTF-32BE"));

  /** Longer first lines are no line that a kernel would read. */
  private static final int LONGEST_LINE = 1 << 16;

  private static final int FILLING = 512;

  private final Placeholder placeholder;
  private final TargetPrefix prefix;

  PlaceholderPatch(Placeholder placeholder, TargetPrefix prefix) {
    this.placeholder = placeholder;
    this.prefix = prefix;
  }

  /** Takes the patched bytes, piece by piece; a piece is not kept. */
  @FunctionalInterface
  interface Sink {
    void put(ByteBuffer piece) throws IOException;
  }

  /** Whether a file with this placeholder has other bytes in a prefix than in its package. */
  static boolean applies(Placeholder placeholder, TargetPrefix prefix) {
    return placeholder.mode() == Placeholder.FileMode.TEXT || !prefix.platform().isWindows();
  }

  /** Whether the prefix is too long for the placeholder of a binary file. */
  static boolean isTooLong(Placeholder placeholder, TargetPrefix prefix) {
    return placeholder.mode() == Placeholder.FileMode.BINARY
        && applies(placeholder, prefix)
        && prefix.length() > room(placeholder);
  }

  /** Bytes that a path may have in the place of the placeholder. */
  static int room(Placeholder placeholder) {
    return utf8(placeholder.text()).length;
  }

  /**
   * @param source the whole file, from 0 to its limit; position and limit are left alone
   */
  void write(ByteBuffer source, Sink sink) throws IOException {
    if (placeholder.mode() == Placeholder.FileMode.TEXT) {
      writeText(source, sink);
    } else {
      writeBinary(source, sink);
    }
  }

  private void writeText(ByteBuffer source, Sink sink) throws IOException {
    int from = writeShebang(source, sink);
    int limit = source.limit();
    List<Needle> needles = new ArrayList<>();
    for (Charset encoding : ENCODINGS) {
      Needle needle = new Needle(placeholder.text(), prefix.replacement(), encoding);
      if (needle.find(source, from, limit) >= 0) {
        needles.add(needle);
      }
    }
    while (from < limit) {
      Needle first = null;
      int at = limit;
      for (Needle needle : needles) {
        int found = needle.find(source, from, limit);
        if (found >= 0 && found < at) {
          first = needle;
          at = found;
        }
      }
      copy(source, from, at, sink);
      if (first == null) {
        return;
      }
      sink.put(ByteBuffer.wrap(first.replacement));
      from = at + first.search.length();
    }
  }

  /** One encoding of the placeholder, with the occurrence last found. */
  private static final class Needle {
    private final ByteSearch search;
    private final byte[] replacement;
    private int found = -1;
    private boolean gone;

    Needle(String placeholder, String replacement, Charset encoding) {
      this.search = new ByteSearch(placeholder.getBytes(encoding));
      this.replacement = replacement.getBytes(encoding);
    }

    int find(ByteBuffer source, int from, int to) {
      if (!gone && found < from) {
        found = search.find(source, from, to);
        gone = found < 0;
      }
      return gone ? -1 : found;
    }
  }

  /** Gives the place where the rest of the file begins. */
  private int writeShebang(ByteBuffer source, Sink sink) throws IOException {
    if (prefix.platform().isWindows()
        || source.limit() < 2
        || source.get(0) != '#'
        || source.get(1) != '!') {
      return 0;
    }
    int end = 0;
    int most = Math.min(source.limit(), LONGEST_LINE);
    while (end < most && source.get(end) != '\n') {
      end++;
    }
    if (end == LONGEST_LINE) {
      return 0;
    }
    byte[] line = new byte[end];
    source.get(0, line);
    String patched =
        Shebang.patch(
            latin1(line),
            latin1(utf8(placeholder.text())),
            latin1(utf8(prefix.replacement())),
            prefix.platform());
    sink.put(ByteBuffer.wrap(patched.getBytes(StandardCharsets.ISO_8859_1)));
    return end;
  }

  private void writeBinary(ByteBuffer source, Sink sink) throws IOException {
    ByteSearch search = new ByteSearch(utf8(placeholder.text()));
    byte[] replacement = utf8(prefix.replacement());
    int shorter = search.length() - replacement.length;
    int limit = source.limit();
    int from = 0;
    int at = search.find(source, 0, limit);
    while (at >= 0) {
      copy(source, from, at, sink);
      int end = at + search.length();
      while (end < limit && source.get(end) != 0) {
        end++;
      }
      int missing = 0;
      while (at >= 0) {
        sink.put(ByteBuffer.wrap(replacement));
        missing += shorter;
        from = at + search.length();
        at = search.find(source, from, end);
        copy(source, from, at < 0 ? end : at, sink);
      }
      fill(missing, sink);
      from = end;
      at = search.find(source, from, limit);
    }
    copy(source, from, limit, sink);
  }

  private static void fill(int count, Sink sink) throws IOException {
    for (int left = count; left > 0; left -= FILLING) {
      sink.put(ByteBuffer.allocate(Math.min(left, FILLING)));
    }
  }

  private static void copy(ByteBuffer source, int from, int to, Sink sink) throws IOException {
    if (from < to) {
      sink.put(source.slice(from, to - from));
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String latin1(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
