package dev.hermetic.lockfile;

import dev.hermetic.fetch.WebAddress;
import dev.hermetic.platform.KnownPlatforms;
import dev.hermetic.platform.Platform;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a package of a pixi.lock is, and what follows from it. The lock leaves fields out that can
 * be derived from {@code CHANNEL/SUBDIR/NAME-VERSION-BUILD.EXTENSION}, by rattler_lock's rules.
 *
 * @param text URL or path without credentials
 * @param hadCredentials whether the lock holds some
 * @param fileName of a conda package file, null for anything else
 */
record PixiAddress(String text, boolean hadCredentials, @Nullable String fileName) {
  private static final Pattern URL = Pattern.compile("(?i)[a-z][a-z0-9+.-]+:(?://|git@).*");
  private static final Pattern FILE =
      Pattern.compile("([^/\\\\]+)-([^-/\\\\]+)-([^-/\\\\]+)\\.(?:conda|tar\\.bz2)");
  private static final Pattern NUMBER_AT_END = Pattern.compile("\\d{1,18}$");

  static PixiAddress of(String written) {
    Optional<WebAddress> web = WebAddress.parse(written);
    boolean secret =
        web.isPresent() && (web.get().userInfo() != null || web.get().token().isPresent());
    String text = secret ? web.get().withoutCredentials().text() : written;
    String last = segment(text, 0);
    return new PixiAddress(text, secret, FILE.matcher(last).matches() ? last : null);
  }

  /** The segment so many before the path's last, decoded; empty where there is none. */
  private static String segment(String text, int before) {
    String path = isUrl(text) ? text.replaceFirst("[?#].*", "") : text.replace('\\', '/');
    String[] segments = path.split("/", -1);
    int index = segments.length - 1 - before;
    if (index < 0) {
      return "";
    }
    return isUrl(text) ? WebAddress.decode(segments[index]) : segments[index];
  }

  private static boolean isUrl(String text) {
    return URL.matcher(text).matches();
  }

  boolean isUrl() {
    return isUrl(text);
  }

  Optional<String> name() {
    return part(1);
  }

  Optional<String> version() {
    return part(2);
  }

  Optional<String> build() {
    return part(3);
  }

  private Optional<String> part(int group) {
    if (fileName == null) {
      return Optional.empty();
    }
    Matcher file = FILE.matcher(fileName);
    return file.matches() ? Optional.of(file.group(group)) : Optional.empty();
  }

  /** Of a URL only: the folder of a path need not be called after its subdir. */
  Optional<String> subdir() {
    String folder = segment(text, 1);
    boolean known = folder.equals(Platform.NOARCH) || KnownPlatforms.contains(folder);
    return isUrl() && fileName != null && known ? Optional.of(folder) : Optional.empty();
  }

  /** Everything before subdir and file name; empty for paths without them. */
  String channel() {
    int file = text.lastIndexOf('/');
    int subdir = file < 0 ? -1 : text.lastIndexOf('/', file - 1);
    return subdir < 0 ? "" : text.substring(0, subdir);
  }

  /** Usually the build string ends with the build number. */
  static long buildNumber(String build) {
    Matcher number = NUMBER_AT_END.matcher(build);
    return number.find() ? Long.parseLong(number.group()) : 0;
  }

  /** {@code python}, {@code generic}, or null for packages of one platform. */
  static @Nullable String noarch(String subdir, String build) {
    if (!subdir.equals(Platform.NOARCH)) {
      return null;
    }
    return build.contains("py") ? "python" : "generic";
  }
}
