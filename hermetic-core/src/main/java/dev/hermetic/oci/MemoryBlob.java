package dev.hermetic.oci;

import java.io.ByteArrayInputStream;
import java.io.InputStream;

/** Bytes in memory, which nobody changes. */
record MemoryBlob(byte[] bytes, Digest digest, String subject) implements BlobSource {
  @Override
  public long size() {
    return bytes.length;
  }

  @Override
  public InputStream open() {
    return new ByteArrayInputStream(bytes);
  }
}
