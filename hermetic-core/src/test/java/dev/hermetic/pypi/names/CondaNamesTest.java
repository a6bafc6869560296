package dev.hermetic.pypi.names;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hermetic.pypi.requirement.ProjectName;
import dev.hermetic.pypi.version.PypiVersion;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CondaNamesTest {
  private static final Set<String> PYTHON = Set.of("python");

  @Test
  void project_builtInName_countsWhereThePackageNeedsPython() {
    CondaNames names = CondaNames.builtIn();
    assertThat(names.project("pytorch", PYTHON)).contains(ProjectName.of("torch"));
    assertThat(names.project("pytorch", Set.of("libtorch"))).isEmpty();
    assertThat(names.project("python_abi", PYTHON)).isEmpty();
  }

  @Test
  void project_otherPackage_isThatOfItsNameWhereItNeedsPython() {
    CondaNames names = CondaNames.builtIn();
    assertThat(names.project("zope.interface", Set.of("python_abi")))
        .contains(ProjectName.of("zope-interface"));
    assertThat(names.project("openssl", Set.of("ca-certificates"))).isEmpty();
    assertThat(names.project("_libgcc_mutex", PYTHON)).isEmpty();
  }

  @Test
  void packages_ofAProject_areThoseThatStandForItMereLibrariesLast() {
    CondaNames names = CondaNames.builtIn();
    assertThat(names.packages(ProjectName.of("torch"))).containsExactly("pytorch");
    assertThat(names.packages(ProjectName.of("opencv_python")))
        .containsExactly("py-opencv", "libopencv");
    assertThat(names.packages(ProjectName.of("numpy"))).isEmpty();
  }

  @Test
  void recorded_words_goBeforeTheBuiltInOnes() {
    CondaNames names = CondaNames.recorded("pytorch=- cmake=cmake nonsense");
    assertThat(names.project("pytorch", PYTHON)).isEmpty();
    assertThat(names.project("cmake", Set.of())).contains(ProjectName.of("cmake"));
    assertThat(names.project("numpy", PYTHON)).contains(ProjectName.of("numpy"));
    assertThat(CondaNames.recorded("")).isSameAs(CondaNames.builtIn());
  }

  @Test
  void version_ofConda_isThatOfPyPiAsFarAsItGoes() {
    assertThat(CondaNames.version("1.0_rc1")).isEqualTo(Optional.of(PypiVersion.parse("1.0rc1")));
    assertThat(CondaNames.version("2024.1.foo")).isEqualTo(Optional.of(PypiVersion.parse("2024.1")));
    assertThat(CondaNames.version("foo")).isEmpty();
  }
}
