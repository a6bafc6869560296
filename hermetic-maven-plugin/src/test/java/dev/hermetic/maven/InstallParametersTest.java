package dev.hermetic.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hermetic.platform.Platform;
import dev.hermetic.prefix.LinkMode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InstallParametersTest {
  private final ParameterReader reader = new ParameterReader(Path.of("/project"));
  private final InstallParameters parameters = new InstallParameters(reader);

  @Test
  void platform_blank_isThatOfThisMachine() {
    Optional<Platform> host = Optional.of(Platform.OSX_ARM64);
    assertThat(parameters.platform(" ", host)).isEqualTo(Platform.OSX_ARM64);
    assertThat(parameters.platform("linux-64", host)).isEqualTo(Platform.LINUX_64);
    reader.check();
    parameters.platform(null, Optional.empty());
    assertThatThrownBy(reader::check)
        .hasMessageStartingWith(
            "HERM-PARAM-001 parameter hermetic.platform: is not set, and conda knows none for this"
                + " machine");
  }

  @Test
  void prefix_root_isNoPlace() {
    assertThat(parameters.prefix("envs/../env")).isEqualTo(Path.of("/project/env").toAbsolutePath());
    assertThat(parameters.prefix(" ")).isNull();
    reader.check();
    parameters.prefix("/opt/..");
    assertThatThrownBy(reader::check)
        .hasMessage(
            """
            HERM-PARAM-001 parameter hermetic.prefix: / is the root of the file system, which is no place for an environment
              Fix: name a folder in it that is empty or missing, such as /opt/env""");
  }

  @Test
  void allowedScripts_withAndWithoutReason_areTaken() {
    assertThat(parameters.allowedScripts(List.of("b = makes a cache", "a")))
        .containsExactly(Map.entry("a", ""), Map.entry("b", "makes a cache"));
    reader.check();
  }

  @Test
  void everythingWrong_isToldAtOnce() {
    assertThat(parameters.linkMode("soft")).isEqualTo(LinkMode.AUTO);
    parameters.compiles("all");
    assertThat(parameters.threads("0")).isEqualTo(1);
    parameters.allowedScripts(List.of("a b"));
    assertThatThrownBy(reader::check)
        .hasMessage(
            """
            HERM-PARAM-001 parameter hermetic.linkMode: 'soft' is not a choice
              Fix: take one of auto, hardlink, copy
            HERM-PARAM-001 parameter hermetic.compile: 'all' is not a choice
              Fix: take one of noarch, none
            HERM-PARAM-001 parameter hermetic.threads: '0' is no number of threads
              Fix: take 1 to 999
            HERM-PARAM-001 parameter hermetic.allowScripts: 'a b' is no name of a package
              Fix: write name, or name=what its scripts would do""");
  }
}
