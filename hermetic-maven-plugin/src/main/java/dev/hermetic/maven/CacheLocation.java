package dev.hermetic.maven;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where the cache is. */
final class CacheLocation {
  private CacheLocation() {}

  /** The folder that the user names, else the usual place of the operating system. */
  static Path of(@Nullable String named, Path folder, Map<String, String> environment) {
    if (named != null && !named.isBlank()) {
      return folder.resolve(named.strip());
    }
    return usual(
        System.getProperty("os.name", ""), System.getProperty("user.home", "."), environment);
  }

  /**
   * XDG Base Directory Specification, where relative values are to be ignored; {@code LOCALAPPDATA}
   * on Windows.
   */
  static Path usual(String operatingSystem, String home, Map<String, String> environment) {
    if (operatingSystem.toLowerCase(Locale.ROOT).startsWith("windows")) {
      String local = environment.getOrDefault("LOCALAPPDATA", "");
      Path base = local.isBlank() ? Path.of(home, "AppData", "Local") : Path.of(local);
      return base.resolve("hermetic").resolve("cache");
    }
    String xdg = environment.getOrDefault("XDG_CACHE_HOME", "");
    Path base = xdg.startsWith("/") ? Path.of(xdg) : Path.of(home, ".cache");
    return base.resolve("hermetic");
  }
}
