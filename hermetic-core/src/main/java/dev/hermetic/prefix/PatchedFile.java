package dev.hermetic.prefix;

import dev.hermetic.digest.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.security.MessageDigest;

/** Writes a file of a package with its placeholder replaced, in memory that does not grow with it. */
final class PatchedFile {
  /** Larger files are mapped: they need no heap. */
  private static final int MAPPED = 4 << 20;

  private final PlannedPath path;
  private final Content.Patched patched;

  PatchedFile(PlannedPath path, Content.Patched patched) {
    this.path = path;
    this.patched = patched;
  }

  /**
   * Writes the file.
   *
   * @param file not there yet
   * @param machO whether the file is a program or library of macOS, whose signature is void now
   */
  record Written(ManifestEntry entry, boolean machO) {}

  Written write(Path file, TargetPrefix prefix, TargetPrefix target) throws IOException {
    ByteBuffer source = read();
    MessageDigest here = Sha256.create(source.remaining());
    long[] size = {0};
    try (FileChannel channel = DiskFiles.create(file)) {
      new PlaceholderPatch(patched.placeholder(), prefix)
          .write(
              source,
              piece -> {
                size[0] += piece.remaining();
                here.update(piece.duplicate());
                DiskFiles.write(channel, piece);
              });
    }
    DiskFiles.settle(file, path.mode(), path.mtime());
    String sha256 = Sha256.hex(here);
    String targetSha256 = prefix.equals(target) ? sha256 : digest(source, target);
    return new Written(
        ManifestEntry.file(path, size[0], sha256, targetSha256, ManifestEntry.Origin.PACKAGE),
        isMachO(source));
  }

  private String digest(ByteBuffer source, TargetPrefix target) throws IOException {
    MessageDigest there = Sha256.create(source.remaining());
    new PlaceholderPatch(patched.placeholder(), target).write(source, there::update);
    return Sha256.hex(there);
  }

  /** The file's bytes, which have to be those that were unpacked. */
  private ByteBuffer read() throws IOException {
    ByteBuffer source;
    try (FileChannel channel = FileChannel.open(patched.file())) {
      long size = channel.size();
      if (size > Integer.MAX_VALUE) {
        throw PrefixProblems.tooLargeToPatch(path.path(), path.owner());
      }
      if (size > MAPPED) {
        source = channel.map(FileChannel.MapMode.READ_ONLY, 0, size);
      } else {
        source = ByteBuffer.allocate((int) size);
        while (source.hasRemaining() && channel.read(source) >= 0) {
          continue;
        }
        source.flip();
      }
    }
    MessageDigest digest = Sha256.create(source.remaining());
    digest.update(source.duplicate());
    if (!Sha256.hex(digest).equals(patched.entry().sha256())) {
      throw PrefixProblems.changedInCache(patched.file(), path.owner());
    }
    return source;
  }

  /** Thin files of 32 and 64 bits in either order, and universal ones. */
  private static boolean isMachO(ByteBuffer source) {
    if (source.limit() < 4) {
      return false;
    }
    int magic = source.getInt(0);
    return magic == 0xfeedface
        || magic == 0xfeedfacf
        || magic == 0xcefaedfe
        || magic == 0xcffaedfe
        || magic == 0xcafebabe;
  }
}
