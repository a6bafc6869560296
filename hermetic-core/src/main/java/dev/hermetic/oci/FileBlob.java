package dev.hermetic.oci;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A file or a part of one. */
record FileBlob(Path file, long offset, Digest digest, long size, boolean trusted)
    implements BlobSource {
  private static final int BUFFER = 1 << 16;

  @Override
  public String subject() {
    return OciProblems.shown(file);
  }

  @Override
  public InputStream open() throws IOException {
    SeekableByteChannel channel = Files.newByteChannel(file);
    try {
      channel.position(offset);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
    InputStream in = new BufferedInputStream(Channels.newInputStream(channel), BUFFER);
    return offset == 0 && channel.size() == size ? in : new FirstBytes(in, size);
  }

  @Override
  public Optional<Path> verifiedFile() {
    return trusted ? Optional.of(file) : Optional.empty();
  }
}
