package dev.hermetic.image;

import dev.hermetic.oci.Digest;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A file of the project that goes into the image.
 *
 * @param path in the image, without a slash at its start
 * @param source the file on disk
 * @param linkTarget null unless a symbolic link
 * @param mode 0755 where the owner may run it, else 0644, whatever the umask was
 * @param size in bytes; 0 for a link
 * @param digest of its bytes; of nothing for a link
 */
record ApplicationFile(
    String path, Path source, @Nullable String linkTarget, int mode, long size, Digest digest) {
  static final Digest OF_NOTHING = Digest.of(new byte[0]);
}
