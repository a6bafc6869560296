package dev.hermetic.oci;

import dev.hermetic.repodata.Zstandard;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/**
 * A layer of an image.
 *
 * @param descriptor as in the manifest
 * @param diffId digest of the unpacked tar, as in the configuration
 * @param blob the bytes that the descriptor names
 */
public record ImageLayer(Descriptor descriptor, Digest diffId, BlobSource blob) {
  /** Unpacked bytes for each packed one, beyond {@link #FREE}. Honest layers reach 1:100. */
  private static final long RATIO = 250;

  private static final long FREE = 256L << 20;

  public ImageLayer {
    if (!descriptor.digest().equals(blob.digest()) || descriptor.size() != blob.size()) {
      throw new IllegalArgumentException(descriptor + " is not " + blob);
    }
  }

  /**
   * How it is packed.
   *
   * @throws dev.hermetic.problem.HermeticException HERM-OCI-008 when that cannot be read
   */
  public Compression compression() {
    return MediaTypes.compression(descriptor.mediaType())
        .orElseThrow(() -> Documents.layer(blob.subject(), descriptor.mediaType()));
  }

  /**
   * The unpacked tar; who reads to the end and meets no problem has read what both digests say.
   *
   * @throws dev.hermetic.problem.HermeticException HERM-OCI-003, 004, 005, 008, also from what is
   *     returned
   */
  public InputStream unpacked() throws IOException {
    Compression compression = compression();
    VerifiedInput packed = blob.verified();
    try {
      long most = Math.addExact(FREE, Math.multiplyExact(RATIO, blob.size()));
      InputStream plain = new Tail(unpack(packed, compression), packed);
      return VerifiedInput.upTo(plain, diffId, most, blob.subject());
    } catch (ArithmeticException e) {
      packed.close();
      throw OciProblems.limit(blob.subject(), "a layer has " + blob.size() + " bytes");
    } catch (IOException e) {
      packed.close();
      throw damaged(e);
    } catch (RuntimeException e) {
      packed.close();
      throw e;
    }
  }

  private RuntimeException damaged(IOException e) {
    return OciProblems.damaged(
        blob.subject(), "the layer " + descriptor.digest() + " cannot be unpacked: " + e.getMessage(), e);
  }

  private static InputStream unpack(InputStream packed, Compression compression)
      throws IOException {
    return switch (compression) {
      case NONE -> packed;
      case GZIP -> new GZIPInputStream(packed, 1 << 16);
      case ZSTD -> Zstandard.open(packed);
    };
  }

  /** After what was unpacked the rest of the packed bytes is read, so that all are verified. */
  private final class Tail extends FilterInputStream {
    private final VerifiedInput packed;

    Tail(InputStream in, VerifiedInput packed) {
      super(in);
      this.packed = packed;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      try {
        int count = super.read(bytes, offset, length);
        if (count < 0) {
          packed.drain();
        }
        return count;
      } catch (IOException e) {
        throw damaged(e);
      }
    }
  }
}
