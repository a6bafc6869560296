package dev.hermetic.repodata;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;

/** The forms in which a channel may offer its repodata, best first. */
enum Compression {
  ZSTD(".zst"),
  NONE(""),
  BZIP2(".bz2"),
  GZIP(".gz");

  /** No real repodata is near this size; a compressed bomb is beyond it. Bytes. */
  static final long LIMIT = 4L << 30;

  private static final int GZIP_MAGIC = 0x1f8b;

  private final String suffix;

  Compression(String suffix) {
    this.suffix = suffix;
  }

  String fileName() {
    return "repodata.json" + suffix;
  }

  /** The JSON inside; reading more than {@link #LIMIT} bytes of it fails. */
  InputStream open(Path file) throws IOException {
    InputStream raw = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
    try {
      return new Bounded(
          switch (this) {
            case ZSTD -> Zstandard.open(raw);
            case NONE -> raw;
            case BZIP2 -> new BZip2CompressorInputStream(raw, true);
            case GZIP -> gunzip(raw);
          });
    } catch (IOException | RuntimeException e) {
      raw.close();
      throw e;
    }
  }

  /** Servers that take the ending for a content coding have it unpacked on the way. */
  private static InputStream gunzip(InputStream raw) throws IOException {
    raw.mark(2);
    int magic = raw.read() << 8 | raw.read();
    raw.reset();
    return magic == GZIP_MAGIC ? new GZIPInputStream(raw, 1 << 16) : raw;
  }

  private static final class Bounded extends FilterInputStream {
    private long left = LIMIT;

    Bounded(InputStream in) {
      super(in);
    }

    private int counted(int read) throws IOException {
      left -= Math.max(0, read);
      if (left < 0) {
        throw new RepodataFormatException("it unpacks to more than " + (LIMIT >> 30) + " GiB");
      }
      return read;
    }

    @Override
    public int read() throws IOException {
      int value = in.read();
      counted(value < 0 ? 0 : 1);
      return value;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      return counted(in.read(bytes, offset, length));
    }
  }
}
