package dev.hermetic.channel;

import dev.hermetic.platform.Platform;
import java.util.List;

/** The subdir that may stand at the end of a channel. */
final class Subdirs {
  // conda-forge has the form of a platform too, so the systems must be known.
  private static final List<String> KNOWN_OS =
      List.of("linux", "osx", "win", "freebsd", "emscripten", "wasi", "zos");

  /** A channel and the subdir taken off its end, if any. */
  record Split(String base, List<String> subdirs) {}

  private Subdirs() {}

  static boolean isSubdir(String text) {
    return text.equals(Platform.NOARCH) || KNOWN_OS.contains(os(text)) && Platform.isPlatform(text);
  }

  /** Without trailing slashes. */
  static String trim(String text) {
    int end = text.length();
    while (end > 1 && text.charAt(end - 1) == '/') {
      end--;
    }
    return text.substring(0, end);
  }

  /** A path that is nothing but a slash and a subdir leaves an empty base. */
  static Split split(String text) {
    String base = trim(text);
    int slash = base.lastIndexOf('/');
    String last = base.substring(slash + 1);
    return slash >= 0 && isSubdir(last)
        ? new Split(trim(base.substring(0, slash)), List.of(last))
        : new Split(base, List.of());
  }

  private static String os(String text) {
    int dash = text.indexOf('-');
    return dash < 0 ? "" : text.substring(0, dash);
  }
}
