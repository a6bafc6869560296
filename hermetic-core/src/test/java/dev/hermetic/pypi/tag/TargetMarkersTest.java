package dev.hermetic.pypi.tag;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hermetic.platform.Platform;
import dev.hermetic.pypi.requirement.MarkerEnvironment;
import dev.hermetic.pypi.requirement.MarkerVariable;
import dev.hermetic.pypi.version.PypiVersion;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetMarkersTest {
  @ParameterizedTest
  @CsvSource({
    "linux-64, posix, linux, Linux, x86_64",
    "linux-aarch64, posix, linux, Linux, aarch64",
    "linux-ppc64le, posix, linux, Linux, ppc64le",
    "osx-64, posix, darwin, Darwin, x86_64",
    "osx-arm64, posix, darwin, Darwin, arm64",
    "win-64, nt, win32, Windows, AMD64",
    "win-32, nt, win32, Windows, x86",
    "win-arm64, nt, win32, Windows, ARM64"
  })
  void of_isWhatPythonSaysThere(
      String subdir, String osName, String sysPlatform, String system, String machine) {
    MarkerEnvironment markers = markers(subdir, "3.11.4");
    assertThat(markers.value(MarkerVariable.OS_NAME)).isEqualTo(osName);
    assertThat(markers.value(MarkerVariable.SYS_PLATFORM)).isEqualTo(sysPlatform);
    assertThat(markers.value(MarkerVariable.PLATFORM_SYSTEM)).isEqualTo(system);
    assertThat(markers.value(MarkerVariable.PLATFORM_MACHINE)).isEqualTo(machine);
    assertThat(markers.value(MarkerVariable.IMPLEMENTATION_NAME)).isEqualTo("cpython");
    assertThat(markers.value(MarkerVariable.PLATFORM_PYTHON_IMPLEMENTATION)).isEqualTo("CPython");
    assertThat(markers.value(MarkerVariable.PLATFORM_RELEASE)).isEmpty();
    assertThat(markers.value(MarkerVariable.PLATFORM_VERSION)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"3.11.4, 3.11, 3.11.4", "3.12, 3.12, 3.12.0", "3.14.0rc2, 3.14, 3.14.0rc2"})
  void of_hasTheVersionTwice(String python, String minor, String full) {
    MarkerEnvironment markers = markers("linux-64", python);
    assertThat(markers.value(MarkerVariable.PYTHON_VERSION)).isEqualTo(minor);
    assertThat(markers.value(MarkerVariable.PYTHON_FULL_VERSION)).isEqualTo(full);
    assertThat(markers.value(MarkerVariable.IMPLEMENTATION_VERSION)).isEqualTo(full);
  }

  private static MarkerEnvironment markers(String subdir, String python) {
    return new WheelTarget(new Platform(subdir), List.of(), PypiVersion.parse(python)).markers();
  }
}
