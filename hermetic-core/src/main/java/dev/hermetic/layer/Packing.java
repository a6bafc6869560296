package dev.hermetic.layer;

import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import com.github.luben.zstd.util.ZstdVersion;
import dev.hermetic.oci.Compression;
import dev.hermetic.repodata.Zstandard;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.ExecutorService;

/**
 * How the bytes of a layer are packed. Whatever decides on them is fixed here, and named in {@link
 * #settings}: the same tar gives the same bytes on any machine, for any number of workers.
 *
 * <ul>
 *   <li>zstd: level 4 of the native library that zstd-jni brings with it (no system library), in jobs
 *       of its multi-threaded form, which come out the same for any number of threads but not as
 *       without threads; no checksum, since the digest is one.
 *   <li>gzip: {@link Deflate}, because the zlib of {@code java.util.zip} is another one in each JDK.
 * </ul>
 */
final class Packing {
  /** Counts up when {@link Deflate} or {@link DeflateBlock} come to other bytes. */
  private static final String GZIP = "gzip hermetic 1";

  /** The version of the native library decides on the bytes. */
  private static final String ZSTD = "zstd " + ZstdVersion.VERSION;

  private static final int ZSTD_LEVEL = 4;

  /** More threads of one layer would need more memory, and layers are packed side by side too. */
  static final int MOST_THREADS = 4;

  private Packing() {}

  /** A stream to be finished. */
  interface Packer {
    OutputStream stream();

    /** Ends the packed stream; what it is written to stays open. */
    void finish() throws IOException;

    /** Frees what it holds, finished or not. */
    void close();
  }

  /** All that decides on the bytes, beside what is packed. */
  static String settings(Compression compression) {
    return switch (compression) {
      case NONE -> "tar";
      case GZIP -> GZIP;
      case ZSTD -> ZSTD + " level " + ZSTD_LEVEL + " jobs";
    };
  }

  /**
   * @param out is not closed
   * @param workers for the packing of pieces
   * @param threads how many there are
   */
  static Packer packer(
      Compression compression, OutputStream out, ExecutorService workers, int threads)
      throws IOException {
    return switch (compression) {
      case NONE -> new Plain(out);
      case GZIP -> new Gzip(new GzipOutput(out, workers, threads + 1));
      case ZSTD -> Zstd.of(out, Math.min(MOST_THREADS, threads));
    };
  }

  private record Plain(OutputStream stream) implements Packer {
    @Override
    public void finish() {
      // There is nothing to end.
    }

    @Override
    public void close() {
      // There is nothing to free.
    }
  }

  private record Gzip(GzipOutput stream) implements Packer {
    @Override
    public void finish() throws IOException {
      stream.finish();
    }

    @Override
    public void close() {
      stream.close();
    }
  }

  private record Zstd(ZstdOutputStreamNoFinalizer stream) implements Packer {
    static Zstd of(OutputStream out, int threads) throws IOException {
      try {
        ZstdOutputStreamNoFinalizer stream = new ZstdOutputStreamNoFinalizer(out, ZSTD_LEVEL);
        stream.setCloseFrameOnFlush(false);
        stream.setChecksum(false);
        stream.setWorkers(Math.max(1, threads));
        return new Zstd(stream);
      } catch (LinkageError e) {
        throw Zstandard.cannotLoad(e);
      }
    }

    @Override
    public void finish() throws IOException {
      stream.close();
    }

    @Override
    public void close() {
      try {
        stream.close();
      } catch (IOException e) {
        // Given up already.
        return;
      }
    }
  }
}
