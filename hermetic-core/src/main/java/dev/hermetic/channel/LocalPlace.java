package dev.hermetic.channel;

import dev.hermetic.fetch.WebAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Channels in the file system. */
final class LocalPlace {
  private static final Pattern PATH =
      Pattern.compile("\\.{0,2}[/\\\\].*|\\.{1,2}|~(?:[/\\\\].*)?|[A-Za-z]:(?:[/\\\\].*)?");
  private static final Pattern FILE_URL = Pattern.compile("(?i)file:(?://(?:localhost)?)?(/.*)");

  private LocalPlace() {}

  /** CEP-26: what starts like a path is one. */
  static boolean isPath(String text) {
    return PATH.matcher(text).matches();
  }

  /** {@code file:///path}, normal and percent-encoded, without trailing slash. */
  static Optional<String> fileUrl(String text, Path directory, Map<String, String> environment) {
    String path;
    if (text.toLowerCase(Locale.ROOT).startsWith("file:")) {
      Matcher url = FILE_URL.matcher(text.replace('\\', '/'));
      if (!url.matches()) {
        return Optional.empty();
      }
      path = WebAddress.decode(url.group(1));
    } else {
      path = absolute(text.replace('\\', '/'), directory, environment);
      if (path.startsWith("~")) {
        return Optional.empty();
      }
    }
    String rooted = path.startsWith("/") ? path : "/" + path;
    if (rooted.startsWith("//")) {
      // A Windows share: nothing that a file URL means the same on every system.
      return Optional.empty();
    }
    try {
      URI uri = new URI("file", null, rooted.replaceAll("/{2,}", "/"), null).normalize();
      String encoded = URI.create(uri.toASCIIString()).getRawPath();
      return Optional.of("file://" + Subdirs.trim(encoded));
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  /** A home directory that is not known stays a tilde. */
  private static String absolute(String path, Path directory, Map<String, String> environment) {
    if (path.startsWith("~")) {
      String home = environment.getOrDefault("HOME", environment.getOrDefault("USERPROFILE", "~"));
      return home.replace('\\', '/') + path.substring(1);
    }
    if (path.startsWith("/") || path.matches("[A-Za-z]:.*")) {
      return path;
    }
    return directory.toAbsolutePath().toString().replace('\\', '/') + "/" + path;
  }
}
