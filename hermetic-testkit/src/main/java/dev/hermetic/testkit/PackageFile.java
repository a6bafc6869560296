package dev.hermetic.testkit;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One file of a package's payload.
 *
 * @param path inside the prefix, with {@code /} between its parts
 * @param content bytes; empty for a symbolic link
 * @param mode Unix permission bits
 * @param linkTarget where a symbolic link points, null for a regular file
 */
public record PackageFile(String path, byte[] content, int mode, @Nullable String linkTarget) {
  public PackageFile {
    content = content.clone();
  }

  /** A regular UTF-8 text file with mode 0644. */
  public static PackageFile text(String path, String content) {
    return new PackageFile(path, content.getBytes(StandardCharsets.UTF_8), 0644, null);
  }

  /** A regular file with mode 0755. */
  public static PackageFile executable(String path, byte[] content) {
    return new PackageFile(path, content, 0755, null);
  }

  /** A symbolic link. */
  public static PackageFile link(String path, String target) {
    return new PackageFile(path, new byte[0], 0777, target);
  }

  @Override
  public byte[] content() {
    return content.clone();
  }
}
