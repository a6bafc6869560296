package dev.hermetic.maven;

import dev.hermetic.track.TrackInputs.Setting;
import java.util.EnumSet;
import java.util.Map;
import java.util.Properties;
import java.util.Set;

/** What a user set for this one run, which counts before what a POM says of a track. */
final class CommandLine {
  private static final Map<String, Setting> SETTINGS =
      Map.of(
          "hermetic.environment", Setting.ENVIRONMENT,
          "hermetic.platforms", Setting.PLATFORMS,
          "hermetic.channels", Setting.CHANNELS,
          "hermetic.virtualPackages", Setting.VIRTUAL_PACKAGES,
          "hermetic.cuda", Setting.CUDA,
          "hermetic.excludeNewer", Setting.EXCLUDE_NEWER);

  private CommandLine() {}

  static Set<Setting> settings(Properties userProperties) {
    Set<Setting> settings = EnumSet.noneOf(Setting.class);
    SETTINGS.forEach(
        (property, setting) -> {
          if (userProperties.containsKey(property)) {
            settings.add(setting);
          }
        });
    return settings;
  }
}
