package dev.hermetic.prefix;

import dev.hermetic.platform.Platform;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What the file systems of a platform make of names, whatever machine asks. */
final class PlatformNames {
  /** Microsoft, "Naming Files, Paths, and Namespaces". */
  private static final Pattern DEVICE =
      Pattern.compile(
          "(?i)(?:CON|PRN|AUX|NUL|CONIN\\$|CONOUT\\$|(?:COM|LPT)[0-9\u00b9\u00b2\u00b3])(?: *\\..*)?");

  private static final Pattern FORBIDDEN = Pattern.compile("[<>:\"|?*\\\\\\p{Cntrl}]");

  private PlatformNames() {}

  /** Whether the usual file systems of the platform take upper and lower case for the same. */
  static boolean foldsCase(Platform platform) {
    return platform.isWindows() || platform.isOsx();
  }

  /** Equal for paths that are one file there. */
  static String fold(String path) {
    String composed =
        Normalizer.isNormalized(path, Normalizer.Form.NFC)
            ? path
            : Normalizer.normalize(path, Normalizer.Form.NFC);
    return composed.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
  }

  /** Why Windows cannot have the path; empty when it can. */
  static Optional<String> windowsForbids(String path) {
    for (String name : path.split("/", -1)) {
      if (DEVICE.matcher(name).matches()) {
        return Optional.of("'" + name + "' is a device");
      }
      if (FORBIDDEN.matcher(name).find()) {
        return Optional.of("one of < > : \" | ? * \\ or a control character in a name");
      }
      if (name.endsWith(".") || name.endsWith(" ")) {
        return Optional.of("a name that ends in a dot or a space");
      }
    }
    return Optional.empty();
  }
}
