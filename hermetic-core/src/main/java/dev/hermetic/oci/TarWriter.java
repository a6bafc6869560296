package dev.hermetic.oci;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Writes a tar whose bytes depend on its members and their order alone: POSIX ustar headers, and pax
 * records (POSIX, pax, "pax Interchange Format") only where a name, size, time or number does not
 * fit in one. Our own, because the bytes are the product: they must not move with a library.
 */
public final class TarWriter {
  private static final int BLOCK = 512;
  private static final int NAME = 100;
  private static final int PREFIX = 155;
  private static final char PAX = 'x';

  private final OutputStream out;
  private final byte[] buffer = new byte[1 << 16];

  /** @param out has a buffer; is not closed */
  public TarWriter(OutputStream out) {
    this.out = out;
  }

  /** Content has another size than was said. */
  public static final class WrongSize extends IOException {
    private static final long serialVersionUID = 1;

    WrongSize(String path) {
      super(path + " changed while it was read");
    }
  }

  /** Adds what has no content: a folder, a link, an empty file. */
  public void add(TarEntry entry) throws IOException {
    add(entry, InputStream.nullInputStream());
  }

  /**
   * Adds a member.
   *
   * @param content of as many bytes as the entry says; is not closed
   * @throws WrongSize when it has more or fewer; the tar is then of no use
   */
  public void add(TarEntry entry, InputStream content) throws IOException {
    header(entry);
    long left = entry.size();
    while (left > 0) {
      int count = content.read(buffer, 0, (int) Math.min(buffer.length, left));
      if (count < 0) {
        throw new WrongSize(entry.path());
      }
      out.write(buffer, 0, count);
      left -= count;
    }
    if (entry.kind() == TarEntry.Kind.FILE && content.read() >= 0) {
      throw new WrongSize(entry.path());
    }
    pad(entry.size());
  }

  /** Adds a member whose content is in memory. */
  public void add(TarEntry entry, byte[] content) throws IOException {
    if (content.length != entry.size()) {
      throw new WrongSize(entry.path());
    }
    header(entry);
    out.write(content);
    pad(content.length);
  }

  /** Ends the tar. */
  public void finish() throws IOException {
    out.write(new byte[2 * BLOCK]);
  }

  private void pad(long size) throws IOException {
    int over = (int) (size % BLOCK);
    if (over > 0) {
      out.write(new byte[BLOCK - over]);
    }
  }

  private void header(TarEntry entry) throws IOException {
    byte[] path = bytes(entry.path() + (entry.kind() == TarEntry.Kind.DIRECTORY ? "/" : ""));
    byte[] link = bytes(entry.linkTarget());
    SortedMap<String, byte[]> records = new TreeMap<>();
    int cut = cut(path);
    if (cut < 0 || !isAscii(path)) {
      records.put("path", path);
    }
    if (link.length > NAME || !isAscii(link)) {
      records.put("linkpath", link);
    }
    number(records, "size", entry.size(), 11);
    number(records, "mtime", entry.mtime(), 11);
    number(records, "uid", entry.uid(), 7);
    number(records, "gid", entry.gid(), 7);
    if (!records.isEmpty()) {
      byte[] body = body(records);
      TarEntry pax = TarEntry.file("././@PaxHeader", 0644, 0, body.length);
      out.write(block(pax, PAX, bytes(pax.path()), 0, new byte[0]));
      out.write(body);
      pad(body.length);
    }
    boolean whole = records.containsKey("path");
    out.write(block(entry, entry.kind().flag(), whole ? plain(path) : path, whole ? 0 : cut, link));
  }

  /** A record where the number has no room in so many octal digits. */
  private static void number(
      Map<String, byte[]> records, String key, long value, int digits) {
    if (!fits(value, digits)) {
      records.put(key, bytes(Long.toString(value)));
    }
  }

  private static boolean fits(long value, int digits) {
    return value >= 0 && value < 1L << (3 * digits);
  }

  /** How much of a path stands in the prefix of the header, without the slash; -1 if none will do. */
  private static int cut(byte[] path) {
    if (path.length <= NAME) {
      return 0;
    }
    // The last byte may be a folder's slash, which stays.
    for (int i = Math.min(PREFIX, path.length - 2); i > 0; i--) {
      if (path[i] == '/') {
        return path.length - i - 1 <= NAME ? i : -1;
      }
    }
    return -1;
  }

  private static boolean isAscii(byte[] text) {
    for (byte b : text) {
      if (b < 0) {
        return false;
      }
    }
    return true;
  }

  /** What stands in the header where a record says it right. */
  private static byte[] plain(byte[] path) {
    byte[] plain = new byte[Math.min(path.length, NAME)];
    for (int i = 0; i < plain.length; i++) {
      plain[i] = path[i] < 0 ? (byte) '_' : path[i];
    }
    return plain;
  }

  private static byte[] body(SortedMap<String, byte[]> records) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    records.forEach(
        (key, value) -> {
          int rest = key.length() + value.length + 3;
          int length = rest + Integer.toString(rest).length();
          // Its own digits count, and may be one more for it.
          length = rest + Integer.toString(length).length();
          body.writeBytes(bytes(length + " " + key + "="));
          body.writeBytes(value);
          body.write('\n');
        });
    return body.toByteArray();
  }

  private static byte[] block(TarEntry entry, char flag, byte[] path, int cut, byte[] link) {
    byte[] block = new byte[BLOCK];
    int start = cut == 0 ? 0 : cut + 1;
    System.arraycopy(path, start, block, 0, path.length - start);
    octal(block, 100, 7, entry.mode() & 07777);
    octal(block, 108, 7, fits(entry.uid(), 7) ? entry.uid() : 0);
    octal(block, 116, 7, fits(entry.gid(), 7) ? entry.gid() : 0);
    octal(block, 124, 11, fits(entry.size(), 11) ? entry.size() : 0);
    octal(block, 136, 11, fits(entry.mtime(), 11) ? entry.mtime() : 0);
    block[156] = (byte) flag;
    byte[] shortLink = plain(link);
    System.arraycopy(shortLink, 0, block, 157, shortLink.length);
    System.arraycopy(bytes("ustar\00000"), 0, block, 257, 8);
    octal(block, 329, 7, 0);
    octal(block, 337, 7, 0);
    System.arraycopy(path, 0, block, 345, cut);
    checksum(block);
    return block;
  }

  private static void checksum(byte[] block) {
    int sum = 8 * ' ';
    for (byte b : block) {
      sum += b & 0xff;
    }
    octal(block, 148, 6, sum);
    block[155] = ' ';
  }

  private static void octal(byte[] block, int at, int digits, long value) {
    long left = value;
    for (int i = digits - 1; i >= 0; i--) {
      block[at + i] = (byte) ('0' + (left & 7));
      left >>>= 3;
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
