package dev.hermetic.layer;

import dev.hermetic.digest.Sha256;
import dev.hermetic.oci.Digest;
import dev.hermetic.oci.TarEntry;
import dev.hermetic.oci.TarWriter;
import dev.hermetic.text.Count;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;

/** Writes the entries of a layer as a tar, and holds each file against its digest on the way. */
final class LayerTar {
  private LayerTar() {}

  /**
   * @param out has a buffer
   * @throws IOException when it cannot be written
   * @throws dev.hermetic.problem.HermeticException HERM-LAYER-003, 004, which name the file
   */
  static void write(PlannedLayer layer, OutputStream out) throws IOException {
    TarWriter tar = new TarWriter(out);
    for (LayerEntry entry : layer.entries()) {
      LayerContent content = entry.content();
      if (content == null) {
        tar.add(entry.head());
      } else {
        file(tar, entry.head(), content);
      }
    }
    tar.finish();
  }

  private static void file(TarWriter tar, TarEntry head, LayerContent content)
      throws IOException {
    try (Checked in = new Checked(content, head.size())) {
      tar.add(head, in);
      if (!Digest.of(in.digest).equals(content.digest())) {
        throw LayerProblems.changed(content.subject(), "has other bytes than it should");
      }
    } catch (TarWriter.WrongSize e) {
      throw LayerProblems.changed(
          content.subject(), "has another size than the " + Count.of(head.size(), "byte") + " it should");
    }
  }

  /** Takes the digest, and tells what cannot be read from what cannot be written. */
  private static final class Checked extends InputStream {
    private final MessageDigest digest;
    private final LayerContent content;
    private final InputStream in;

    Checked(LayerContent content, long size) {
      this.content = content;
      this.digest = Sha256.create(size);
      try {
        this.in = content.open();
      } catch (IOException e) {
        throw LayerProblems.unreadable(content.subject(), e);
      }
    }

    @Override
    public int read() {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
      try {
        int count = in.read(bytes, offset, length);
        if (count > 0) {
          digest.update(bytes, offset, count);
        }
        return count;
      } catch (IOException e) {
        throw LayerProblems.unreadable(content.subject(), e);
      }
    }

    @Override
    public void close() {
      try {
        in.close();
      } catch (IOException e) {
        // All of it was read.
        return;
      }
    }
  }
}
