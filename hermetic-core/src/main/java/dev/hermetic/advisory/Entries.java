package dev.hermetic.advisory;

import dev.hermetic.archive.LimitedInput;
import dev.hermetic.repodata.Zstandard;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The entries of one file of a database: a JSON document, one a line (JSON Lines), either also
 * packed by zstd, or a zip of documents as OSV publishes them.
 */
final class Entries {
  /** The largest that OSV has take a few MB. */
  private static final int MOST_OF_ONE = 64 << 20;

  private static final long MOST_OF_ALL = 64L << 30;

  /** Takes one entry. */
  @FunctionalInterface
  interface Sink {
    void accept(byte[] json, int length, String place) throws IOException;
  }

  private Entries() {}

  /** Whether a file of this name may hold advisories. */
  static boolean isNamed(String name) {
    String plain = name.endsWith(".zst") ? name.substring(0, name.length() - 4) : name;
    return plain.endsWith(".json") || isLines(plain) || name.endsWith(".zip");
  }

  private static boolean isLines(String plain) {
    return plain.endsWith(".jsonl") || plain.endsWith(".ndjson");
  }

  /**
   * Reads a file.
   *
   * @param name by which its form is told and its entries are called
   * @throws IOException when it is damaged
   */
  static void read(Path file, String name, Sink sink) throws IOException {
    if (name.endsWith(".zip")) {
      zip(file, name, sink);
      return;
    }
    try (InputStream packed = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        InputStream plain = name.endsWith(".zst") ? Zstandard.open(packed) : packed) {
      InputStream limited = new LimitedInput(plain, MOST_OF_ALL);
      if (isLines(name.endsWith(".zst") ? name.substring(0, name.length() - 4) : name)) {
        lines(limited, name, sink);
      } else {
        byte[] json = whole(limited, name);
        sink.accept(json, json.length, name);
      }
    }
  }

  private static byte[] whole(InputStream in, String name) throws IOException {
    byte[] json = in.readNBytes(MOST_OF_ONE + 1);
    if (json.length > MOST_OF_ONE) {
      throw new IOException(name + " is larger than " + (MOST_OF_ONE >> 20) + " MiB");
    }
    return json;
  }

  private static void zip(Path file, String name, Sink sink) throws IOException {
    long left = MOST_OF_ALL;
    try (ZipFile zip = new ZipFile(file.toFile())) {
      List<? extends ZipEntry> entries =
          zip.stream()
              .filter(entry -> !entry.isDirectory() && entry.getName().endsWith(".json"))
              .sorted(Comparator.comparing(ZipEntry::getName))
              .toList();
      for (ZipEntry entry : entries) {
        CRC32 crc = new CRC32();
        try (InputStream in = new CheckedInputStream(zip.getInputStream(entry), crc)) {
          byte[] json = whole(in, name + "!" + entry.getName());
          if (entry.getCrc() != crc.getValue()) {
            throw new IOException(entry.getName() + " in it is damaged (CRC-32)");
          }
          left -= json.length;
          if (left < 0) {
            throw new IOException("it unpacks to more than " + (MOST_OF_ALL >> 30) + " GiB");
          }
          sink.accept(json, json.length, name + "!" + entry.getName());
        }
      }
    } catch (IllegalArgumentException e) {
      throw new IOException("a name in it is not UTF-8", e);
    }
  }

  private static void lines(InputStream in, String name, Sink sink) throws IOException {
    Line line = new Line();
    byte[] block = new byte[1 << 16];
    int number = 1;
    for (int read = in.read(block); read >= 0; read = in.read(block)) {
      int from = 0;
      for (int i = 0; i < read; i++) {
        if (block[i] == '\n') {
          line.add(block, from, i - from, name, number);
          line.end(sink, name + ":" + number);
          number++;
          from = i + 1;
        }
      }
      line.add(block, from, read - from, name, number);
    }
    line.end(sink, name + ":" + number);
  }

  /** A line while it is read. */
  private static final class Line extends ByteArrayOutputStream {
    void add(byte[] block, int from, int length, String name, int number) throws IOException {
      if (size() + length > MOST_OF_ONE) {
        throw new IOException(
            name + ":" + number + " is longer than " + (MOST_OF_ONE >> 20) + " MiB");
      }
      write(block, from, length);
    }

    void end(Sink sink, String place) throws IOException {
      boolean blank = true;
      for (int i = 0; i < count && blank; i++) {
        blank = buf[i] <= ' ' && buf[i] >= 0;
      }
      if (!blank) {
        sink.accept(buf, count, place);
      }
      reset();
    }
  }
}
