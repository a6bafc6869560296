package dev.hermetic.maven;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hermetic.track.TrackInputs.Setting;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class CommandLineTest {
  @Test
  void settings_areThoseOfUserProperties() {
    Properties properties = new Properties();
    properties.setProperty("hermetic.cuda", "12.4");
    properties.setProperty("hermetic.platforms", "linux-64");
    properties.setProperty("hermetic.track", "gpu");
    assertThat(CommandLine.settings(properties)).containsExactlyInAnyOrder(
        Setting.CUDA, Setting.PLATFORMS);
    assertThat(CommandLine.settings(new Properties())).isEmpty();
  }
}
