package dev.hermetic.maven;

import dev.hermetic.environment.NearName;
import dev.hermetic.platform.KnownPlatforms;
import dev.hermetic.platform.Platform;
import dev.hermetic.prefix.LinkMode;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads the parameters of an installed environment.
 *
 * @param reader keeps what is wrong with them
 */
record InstallParameters(ParameterReader reader) {
  /** The platform to install, this machine's when blank. */
  Platform platform(@Nullable String value, Optional<Platform> host) {
    String text = reader.text(value);
    String word = text == null ? host.map(Platform::subdir).orElse("") : text;
    if (KnownPlatforms.contains(word) && !word.equals(Platform.NOARCH)) {
      return new Platform(word);
    }
    reader.problem(
        "hermetic.platform",
        text == null
            ? "is not set, and conda knows none for this machine"
            : "'" + text + "' is not a platform",
        NearName.of(word, KnownPlatforms.subdirs())
            .map(near -> "write " + near)
            .orElse("take one of " + String.join(", ", KnownPlatforms.subdirs())));
    return Platform.LINUX_64;
  }

  /** Absolute, without {@code .} and {@code ..}; null when blank, or a problem. */
  @Nullable Path prefix(@Nullable String value) {
    Path file = reader.file(value);
    Path place = file == null ? null : file.toAbsolutePath().normalize();
    if (place != null && place.getFileName() == null) {
      reader.problem(
          "hermetic.prefix",
          place + " is the root of the file system, which is no place for an environment",
          "name a folder in it that is empty or missing, such as " + place.resolve("opt").resolve("env"));
      return null;
    }
    return place;
  }

  LinkMode linkMode(String value) {
    return reader.choice("hermetic.linkMode", value, LinkMode.AUTO);
  }

  boolean compiles(String value) {
    return reader.choice("hermetic.compile", value, Compile.NOARCH) == Compile.NOARCH;
  }

  private enum Compile {
    NOARCH,
    NONE
  }

  /** At least one; as many as there are processors when blank. */
  int threads(@Nullable String value) {
    String text = reader.text(value);
    if (text != null && !text.matches("[1-9]\\d{0,2}")) {
      reader.problem("hermetic.threads", "'" + text + "' is no number of threads", "take 1 to 999");
      return 1;
    }
    return text == null ? Runtime.getRuntime().availableProcessors() : Integer.parseInt(text);
  }

  /** Package names, with what the user declares of their scripts. */
  SortedMap<String, String> allowedScripts(@Nullable List<String> values) {
    SortedMap<String, String> allowed = new TreeMap<>();
    for (String text : reader.texts(values)) {
      int equals = text.indexOf('=');
      String name = (equals < 0 ? text : text.substring(0, equals)).strip();
      if (!name.matches("[A-Za-z0-9_.-]+")) {
        reader.problem(
            "hermetic.allowScripts",
            "'" + name + "' is no name of a package",
            "write name, or name=what its scripts would do");
      }
      allowed.put(name, equals < 0 ? "" : text.substring(equals + 1).strip());
    }
    return allowed;
  }
}
