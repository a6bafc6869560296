package dev.hermetic.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hermetic.problem.HermeticException;
import dev.hermetic.tool.Scanner;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ParameterReaderTest {
  private final ParameterReader reader = new ParameterReader(Path.of("/project"));

  @Test
  void texts_blankAndNull_areLeftOut() {
    assertThat(reader.texts(Arrays.asList(" a ", null, " "))).containsExactly("a");
    assertThat(reader.texts(null)).isEmpty();
    assertThat(reader.text(" ")).isNull();
    assertThat(reader.file(null)).isNull();
  }

  @Test
  void flag_trueFalseAndBlank_areTaken() {
    assertThat(reader.flag("hermetic.frozen", " True ")).isTrue();
    assertThat(reader.flag("hermetic.frozen", "false")).isFalse();
    assertThat(reader.flag("hermetic.frozen", null)).isNull();
    assertThat(reader.flag("hermetic.allowDefaults", " ", true)).isTrue();
    reader.check();
  }

  @Test
  void flag_anotherWord_isNotTakenForFalse() {
    reader.flag("hermetic.frozen", "yes");
    assertThatThrownBy(reader::check)
        .hasMessage(
            """
            HERM-PARAM-001 parameter hermetic.frozen: 'yes' is neither true nor false
              Fix: take one of true, false""");
  }

  @Test
  void choices_severalAndNone_areTakenOnceInTheirOrder() {
    assertThat(reader.choices("p", List.of("grype", " ", "Trivy", "GRYPE"), Scanner.TRIVY))
        .containsExactly(Scanner.GRYPE, Scanner.TRIVY);
    assertThat(reader.choices("p", null, Scanner.TRIVY)).isEmpty();
    assertThat(reader.choiceIfAny("p", " ", Scanner.TRIVY)).isEmpty();
    assertThat(reader.choiceIfAny("p", "grype", Scanner.TRIVY)).contains(Scanner.GRYPE);
    reader.check();
  }

  @Test
  void platforms_nearToOneThatThereIs_areToldThatOne() {
    new EnvironmentParameters(reader).platforms(List.of("linux64"));
    new InstallParameters(reader).platform("win64", Optional.empty());
    assertThatThrownBy(reader::check)
        .hasMessage(
            """
            HERM-PARAM-001 parameter hermetic.platforms: 'linux64' is not a platform
              Fix: write linux-64
            HERM-PARAM-001 parameter hermetic.platform: 'win64' is not a platform
              Fix: write win-64""");
  }

  @Test
  void check_everythingWrong_tellsAllAtOnce() {
    EnvironmentParameters environment = new EnvironmentParameters(reader);
    LockParameters lock = new LockParameters(reader);
    environment.files("hermetic.environment", List.of());
    environment.platforms(List.of("Linux", "linux-64", "macos-64"));
    lock.mirrors(List.of("conda-forge", "https://a=https://b", "https://a=https://c"));
    lock.multichannels(List.of("a=b", "c;a=d"));
    lock.multichannels(List.of("https://joe:pw@a/x"));
    lock.channelPriority("strong");
    lock.pipMode("install");
    assertThatThrownBy(reader::check)
        .isInstanceOf(HermeticException.class)
        .hasMessage(
            """
            HERM-PARAM-001 parameter hermetic.environment: names no file
              Fix: name at least one environment file
            HERM-PARAM-001 parameter hermetic.platforms: 'Linux' is not a platform
              Fix: take some of emscripten-wasm32, freebsd-64, linux-32, linux-64, linux-aarch64,\
             linux-armv6l, linux-armv7l, linux-ppc64, linux-ppc64le, linux-riscv64, linux-s390x,\
             osx-64, osx-arm64, wasi-wasm32, win-32, win-64, win-arm64, zos-z
            HERM-PARAM-001 parameter hermetic.platforms: 'macos-64' is not a platform
              Fix: take some of emscripten-wasm32, freebsd-64, linux-32, linux-64, linux-aarch64,\
             linux-armv6l, linux-armv7l, linux-ppc64, linux-ppc64le, linux-riscv64, linux-s390x,\
             osx-64, osx-arm64, wasi-wasm32, win-32, win-64, win-arm64, zos-z
            HERM-PARAM-001 parameter hermetic.mirrors: 'conda-forge' is not a pair of URLs
              Fix: write from=to, for example https://conda.anaconda.org=https://mirror.example/conda
            HERM-PARAM-001 parameter hermetic.mirrors: 'https://a' has two mirrors
              Fix: keep one of them
            HERM-PARAM-001 parameter hermetic.multichannels: 'a' is given twice
              Fix: name its channels in one place
            HERM-PARAM-001 parameter hermetic.multichannels: the channel 'https://***@a/x' stands in\
             no group
              Fix: write name=channel,channel, for example ours=https://conda.example/a,conda-forge
            HERM-PARAM-001 parameter hermetic.channelPriority: 'strong' is not a choice
              Fix: take one of strict, flexible, disabled
            HERM-PARAM-001 parameter hermetic.pip: 'install' is not a choice
              Fix: take one of fail, ignore, lock""");
  }
}
