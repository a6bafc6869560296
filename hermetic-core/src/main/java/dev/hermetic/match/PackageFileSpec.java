package dev.hermetic.match;

import dev.hermetic.version.InvalidVersionException;
import dev.hermetic.version.TextPattern;
import dev.hermetic.version.VersionSpec;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Reads specs that are the URL or path of one package file; a hash may follow as {@code #md5} or
 * {@code #sha256:hash} (CEP-23).
 */
final class PackageFileSpec {
  private static final String CONDA = ".conda";
  private static final String TAR_BZ2 = ".tar.bz2";

  private PackageFileSpec() {}

  static boolean isPackageFile(String text, int from, int to) {
    return to - from > CONDA.length() && text.startsWith(CONDA, to - CONDA.length())
        || to - from > TAR_BZ2.length() && text.startsWith(TAR_BZ2, to - TAR_BZ2.length());
  }

  static MatchSpec parse(String text, int from, int to) {
    String url = text.substring(from, to);
    int slash = Math.max(url.lastIndexOf('/'), url.lastIndexOf('\\'));
    String fileName = decode(url.substring(slash + 1), from + slash + 1);
    String stem =
        fileName.substring(
            0, fileName.length() - (fileName.endsWith(CONDA) ? CONDA : TAR_BZ2).length());
    int buildDash = stem.lastIndexOf('-');
    int versionDash = stem.lastIndexOf('-', buildDash - 1);
    if (versionDash < 1) {
      throw new InvalidMatchSpecException(
          "the name of a package file must be name-version-build", from + slash + 1);
    }
    String directory = slash < 0 ? "" : url.substring(0, slash);
    int parent = directory.lastIndexOf('/');
    String subdir = directory.substring(parent + 1);
    boolean inChannel = parent > 0 && url.contains("://") && KnownSubdirs.contains(subdir);
    Map<String, String> values = new LinkedHashMap<>();
    values.put(Fields.URL, url);
    values.put(Fields.FN, fileName);
    hash(text, to, values);
    return new MatchSpec(
        TextPattern.parse(stem.substring(0, versionDash).toLowerCase(Locale.ROOT)),
        version(stem.substring(versionDash + 1, buildDash), from + slash + 1),
        null,
        TextPattern.parse(stem.substring(buildDash + 1)),
        inChannel ? directory.substring(0, parent) : null,
        inChannel ? TextPattern.parse(subdir) : null,
        Fields.of(values));
  }

  private static String decode(String name, int offset) {
    try {
      return URLDecoder.decode(name.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new InvalidMatchSpecException("'%' must be followed by two hex digits", offset);
    }
  }

  private static VersionSpec version(String version, int offset) {
    try {
      return VersionSpec.parse(version);
    } catch (InvalidVersionException e) {
      throw new InvalidMatchSpecException(
          "the version in the file name is no version: " + e.getMessage(), offset);
    }
  }

  /** What follows {@code #} is a comment unless it is a hash. */
  private static void hash(String text, int to, Map<String, String> values) {
    int hash = text.indexOf('#', to);
    if (hash < 0) {
      return;
    }
    String fragment = text.substring(hash + 1).trim();
    if (isHex(fragment, 32)) {
      values.put(Fields.MD5, fragment);
    } else if (fragment.startsWith("sha256:") && isHex(fragment.substring(7), 64)) {
      values.put(Fields.SHA256, fragment.substring(7));
    }
  }

  private static boolean isHex(String text, int length) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.digit(text.charAt(i), 16) < 0) {
        return false;
      }
    }
    return text.length() == length;
  }
}
