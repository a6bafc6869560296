package dev.hermetic.layer;

import dev.hermetic.oci.Compression;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.ExecutorService;

/** How many bytes some content takes when it is packed as layers are; nothing of it is kept. */
public final class PackedSize implements AutoCloseable {
  private final Counter counter = new Counter();
  private final ExecutorService packers;
  private final Packing.Packer packer;

  public PackedSize(Compression compression, int threads) throws IOException {
    this.packers = LayerWriter.packers(threads);
    this.packer = Packing.packer(compression, counter, packers, threads);
  }

  public void add(InputStream content) throws IOException {
    content.transferTo(packer.stream());
  }

  /** Bytes of all that was added, to which nothing can be added then. */
  public long bytes() throws IOException {
    packer.finish();
    return counter.bytes;
  }

  @Override
  public void close() {
    packer.close();
    packers.shutdownNow();
  }

  private static final class Counter extends OutputStream {
    private long bytes;

    @Override
    public void write(int b) {
      bytes++;
    }

    @Override
    public void write(byte[] from, int offset, int length) {
      bytes += length;
    }
  }
}
