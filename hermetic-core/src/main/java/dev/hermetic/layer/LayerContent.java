package dev.hermetic.layer;

import dev.hermetic.oci.Digest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The bytes of a file of a layer. */
public interface LayerContent {
  /** What the bytes have to be; a layer whose files are others is not written. */
  Digest digest();

  /** Where the bytes come from, for problems. */
  String subject();

  InputStream open() throws IOException;

  /**
   * A file on disk.
   *
   * @param digest of its bytes, as they should be
   */
  static LayerContent file(Path file, Digest digest) {
    return new OnDisk(file, digest);
  }

  static LayerContent of(byte[] bytes) {
    return new InMemory(bytes.clone(), Digest.of(bytes));
  }

  /** A file. */
  record OnDisk(Path file, Digest digest) implements LayerContent {
    @Override
    public String subject() {
      return file.toString().replace('\\', '/');
    }

    @Override
    public InputStream open() throws IOException {
      return Files.newInputStream(file);
    }
  }

  /** Bytes that we made, and that nobody changes. */
  record InMemory(byte[] bytes, Digest digest) implements LayerContent {
    @Override
    public boolean equals(Object other) {
      return other instanceof InMemory one && digest.equals(one.digest);
    }

    @Override
    public int hashCode() {
      return digest.hashCode();
    }

    @Override
    public String subject() {
      return "a file of the image";
    }

    @Override
    public InputStream open() {
      return new ByteArrayInputStream(bytes);
    }
  }
}
