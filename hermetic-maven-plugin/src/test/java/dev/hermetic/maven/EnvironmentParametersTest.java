package dev.hermetic.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hermetic.platform.Platform;
import dev.hermetic.track.TrackInputs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvironmentParametersTest {
  private final Path folder = Path.of("/project");
  private final ParameterReader reader = new ParameterReader(folder);
  private final EnvironmentParameters parameters = new EnvironmentParameters(reader);

  @Test
  void files_relativeAndAbsolute_startAtTheFolder() {
    assertThat(parameters.files("hermetic.environment", List.of(" env/a.yml ", "", "/other/b.yml")))
        .containsExactly(Path.of("/project/env/a.yml"), Path.of("/other/b.yml"));
    reader.check();
  }

  @Test
  void fileOr_takesWhatIsNamed_elseTheFirstThatIsThere(@TempDir Path project)
      throws IOException {
    EnvironmentParameters here = new EnvironmentParameters(new ParameterReader(project));
    assertThat(here.fileOr(null, "a.yml", "b.yml")).isNull();
    Files.writeString(project.resolve("b.yml"), "");
    assertThat(here.fileOr(" ", "a.yml", "b.yml")).isEqualTo(project.resolve("b.yml"));
    Files.writeString(project.resolve("a.yml"), "");
    assertThat(here.fileOr(null, "a.yml", "b.yml")).isEqualTo(project.resolve("a.yml"));
    assertThat(here.fileOr("c.yml", "a.yml", "b.yml")).isEqualTo(project.resolve("c.yml"));
  }

  @Test
  void platforms_good_areTaken() {
    assertThat(parameters.platforms(List.of("linux-64", "osx-arm64")))
        .containsExactly(Platform.LINUX_64, Platform.OSX_ARM64);
  }

  @Test
  void lockfile_thatIsAnInput_isRefused() {
    parameters.checkLockfile(inputs("conda-lock.yml"));
    reader.check();
    parameters.checkLockfile(inputs("./env/x/../a.yml"));
    assertThatThrownBy(reader::check)
        .hasMessage(
            """
            HERM-PARAM-001 parameter hermetic.lockfile: 'a.yml' is what is to be locked, and would\
             be overwritten
              Fix: name another file, for example conda-lock.yml""");
  }

  private TrackInputs inputs(String lockfile) {
    List<Path> environments = List.of(folder.resolve("env/a.yml"));
    return new TrackInputs(
        environments, folder.resolve(lockfile), List.of(), List.of(), null, null, null);
  }
}
