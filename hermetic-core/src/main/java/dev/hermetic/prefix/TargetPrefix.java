package dev.hermetic.prefix;

import dev.hermetic.platform.Platform;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * The path that is patched into a prefix: where the prefix is used, on the platform that it is for.
 * Not always where it is built.
 *
 * @param path absolute on that platform, without a separator at the end, without control characters
 */
public record TargetPrefix(String path, Platform platform) {
  private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:[\\\\/].+");

  /**
   * @throws dev.hermetic.problem.HermeticException when the path is not absolute, is the root, or
   *     holds characters that cannot stand in scripts
   */
  public TargetPrefix {
    String given = path;
    path = withoutEnd(path);
    boolean absolute =
        platform.isWindows() ? DRIVE.matcher(path).matches() : path.startsWith("/");
    if (!absolute || path.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
      throw PrefixProblems.badTarget(given, platform);
    }
  }

  /** Written out: what Java makes of a record costs a tenth of a second the first time. */
  @Override
  public boolean equals(Object other) {
    return other instanceof TargetPrefix one
        && path.equals(one.path)
        && platform.subdir().equals(one.platform.subdir());
  }

  @Override
  public int hashCode() {
    return 31 * path.hashCode() + platform.subdir().hashCode();
  }

  private static String withoutEnd(String path) {
    int end = path.length();
    while (end > 0 && (path.charAt(end - 1) == '/' || path.charAt(end - 1) == '\\')) {
      end--;
    }
    return path.substring(0, end);
  }

  /** What replaces a placeholder: on Windows with {@code /}, which needs no escaping in scripts. */
  String replacement() {
    return platform.isWindows() ? path.replace('\\', '/') : path;
  }

  /** Bytes that the path takes in a binary file. */
  int length() {
    return replacement().getBytes(StandardCharsets.UTF_8).length;
  }
}
