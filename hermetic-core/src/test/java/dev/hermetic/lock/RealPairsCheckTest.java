package dev.hermetic.lock;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hermetic.check.CheckResult;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.Problem;
import dev.hermetic.testkit.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The verdict on each real lock with the environment files that it names. Missing roots and
 * dependencies, packages that no root reaches, projects that pip and conda both bring, and what is
 * needed of the machine were worked out by another program too, and are the same for all; the
 * reasons, and of the accepted ones 06, 38 and 43, were also read in the files.
 */
class RealPairsCheckTest {
  static LockProject project(Path folder) throws IOException {
    JsonNode info = new ObjectMapper().readTree(folder.resolve("info.json").toFile());
    String[] files =
        StreamSupport.stream(info.get("environment_files").spliterator(), false)
            .map(file -> "tree/" + file.asText())
            .toArray(String[]::new);
    return new LockProject(folder)
        .withoutWorkDirectory()
        .allowDefaults()
        .files(files.length == 0 ? new String[] {"tree/environment.yml"} : files)
        .lockfile(folder.resolve("tree").resolve(info.get("lock").asText()));
  }

  private static CheckResult check(String number) throws IOException {
    try (Stream<Path> all = Files.list(SharedData.data("lockfiles/pairs"))) {
      Path folder =
          all.filter(one -> one.getFileName().toString().startsWith(number + "-"))
              .findFirst()
              .orElseThrow();
      LockProject project = project(folder);
      return project.service().check(project.request());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "02", "06", "07", "08", "10", "11", "12", "16", "17", "19", "20", "22", "23", "31", "36", "37",
        "38", "40", "43"
      })
  void check_lockInStep_isAccepted(String number) throws IOException {
    assertThat(check(number).problems()).isEmpty();
  }

  /** MKL was asked for as a build of BLAS, and OpenBLAS is locked beside it. */
  @ParameterizedTest
  @ValueSource(strings = "18")
  void check_packagesThatNobodyNeeds_areNamed(String number) throws IOException {
    assertFacts(
        number,
        "HERM-CHECK-013 openblas 0.3.18 is locked, but nothing needs it, nor what came along with it"
            + " (linux-64, osx-64)");
  }

  /**
   * The lock was changed by hand for a test: libsqlite needs only what does not exist, so that no
   * root reaches what it needed before.
   */
  @ParameterizedTest
  @ValueSource(strings = "32")
  void check_dependencyOfAHandWrittenLock_isNamed(String number) throws IOException {
    assertThat(facts(number))
        .containsExactly(
            "HERM-CHECK-014 libsqlite 3.50.0 needs ONLY_IN_LOCKFILE 0, which is not locked"
                + " (linux-64, osx-64, osx-arm64, win-64)",
            "HERM-CHECK-013 libzlib 1.3.1 is locked, but nothing needs it, nor what came along with"
                + " it (linux-64, osx-64, osx-arm64)",
            "HERM-CHECK-013 vc 14.3 is locked, but nothing needs it, nor what came along with it"
                + " (win-64)");
  }

  /** The environment file names two of the four platforms. */
  @ParameterizedTest
  @ValueSource(strings = "34")
  void check_platformsThatAreNotAskedFor_areNamed(String number) throws IOException {
    assertFacts(
        number,
        "HERM-CHECK-003 locked for osx-64, which is not asked for",
        "HERM-CHECK-003 locked for win-64, which is not asked for");
  }

  /** Locked for a machine with a newer glibc and driver, which no file beside it says. */
  @ParameterizedTest
  @ValueSource(strings = "39")
  void check_machineThatTheLockNeeds_isNamed(String number) throws IOException {
    String glibc = "__glibc >=2.34,<3.0.a0, but the virtual packages have 2.28 (linux-64)";
    assertFacts(
        number,
        "HERM-CHECK-016 debugpy 1.8.19 needs " + glibc,
        "HERM-CHECK-016 h3-py 4.4.1 needs " + glibc,
        "HERM-CHECK-016 libsystemd0 258.3 needs " + glibc,
        "HERM-CHECK-016 libudev1 258.3 needs " + glibc,
        "HERM-CHECK-016 pyarrow-core 22.0.0 needs __cuda >=11.8, but the virtual packages have 11.4"
            + " (linux-64)",
        "HERM-CHECK-016 tornado 6.5.4 needs " + glibc);
  }

  /** conda-lock lets pip lock again what conda has under another name or in another version. */
  @Test
  void check_projectOfPipAndConda_isNamed() throws IOException {
    assertFacts(
        "14",
        "HERM-CHECK-023 tinycss2 1.4.0 of pip would be installed over tinycss2 1.5.0 of conda"
            + " (linux-64, linux-aarch64, osx-64, osx-arm64, win-64)");
    assertFacts(
        "09",
        "HERM-CHECK-023 torch 2.3.1 of pip would be installed over pytorch 1.13.1 of conda"
            + " (linux-64)");
    assertFacts(
        "04",
        "HERM-CHECK-023 sympy 1.13.1 of pip would be installed over sympy 1.14.0 of conda"
            + " (linux-64)");
    assertFacts(
        "13",
        twice("ipywidgets 7.8.5", "ipywidgets 8.1.5"),
        twice("jupyterlab-widgets 1.1.11", "jupyterlab_widgets 3.0.13"),
        twice("pandas 2.1.1", "pandas 2.2.2"),
        twice("scikit-learn 1.3.0", "scikit-learn 1.5.2"),
        twice("scipy 1.6.1", "scipy 1.14.1"),
        twice("widgetsnbextension 3.6.10", "widgetsnbextension 4.0.13"),
        "HERM-CHECK-013 nbconvert 7.16.4 is locked, but nothing needs it"
            + " (linux-64, osx-64, osx-arm64, win-64)",
        oldSystem("scikit-learn 1.3.0", "scikit_learn-1.3.0-cp311"));
    assertFacts(
        "42",
        twice("pandas 2.1.4", "pandas 2.3.3"),
        twice("scikit-learn 1.3.2", "scikit-learn 1.7.2"),
        twice("scipy 1.10.1", "scipy 1.16.3"),
        twice("tinycss2 1.4.0", "tinycss2 1.5.1"),
        oldSystem("scikit-learn 1.3.2", "scikit_learn-1.3.2-cp311"),
        oldSystem("scipy 1.10.1", "scipy-1.10.1-cp311"));
  }

  private static String twice(String pip, String conda) {
    return "HERM-CHECK-023 " + pip + " of pip would be installed over " + conda
        + " of conda (linux-64, osx-64, osx-arm64, win-64)";
  }

  /** Locked for a macOS that no file beside the lock says. */
  @Test
  void check_wheelsOfANewerSystem_areNamed() throws IOException {
    assertFacts(
        "05",
        "HERM-CHECK-023 urllib3 2.5.0 of pip would be installed over urllib3 1.26.19 of conda"
            + " (linux-64, osx-arm64)",
        oldSystem("pyarrow 21.0.0", "pyarrow-21.0.0-cp310"),
        oldSystem("scikit-learn 1.7.1", "scikit_learn-1.7.1-cp310"),
        oldSystem("tiledb-vector-search 0.13.0", "tiledb_vector_search-0.13.0-cp310"));
  }

  private static String oldSystem(String release, String wheel) {
    String python = wheel.substring(wheel.lastIndexOf('-'));
    return "HERM-CHECK-022 " + release + " cannot be installed: " + wheel + python
        + "-macosx_12_0_arm64.whl needs macosx_12_0_arm64, but osx-arm64 has __osx 11.0"
        + " (osx-arm64)";
  }

  /** conda-lock took torch out, which conda has, but not what torch of PyPI needs. */
  @Test
  void check_whatAReplacedPackageNeeded_isNamed() throws IOException {
    assertThat(facts("03"))
        .hasSize(15)
        .contains(
            "HERM-CHECK-013 triton 3.3.1 is locked, but nothing needs it (linux-64)",
            "HERM-CHECK-023 fsspec 2024.12.0 of pip would be installed over fsspec 2025.7.0 of"
                + " conda (linux-64, osx-64, osx-arm64)",
            "HERM-CHECK-023 packaging 24.2 of pip would be installed over packaging 25.0 of"
                + " conda (linux-64, osx-64, osx-arm64)",
            oldSystem("scikit-learn 1.5.0", "scikit_learn-1.5.0-cp311"))
        .filteredOn(fact -> fact.startsWith("HERM-CHECK-013"))
        .hasSize(12)
        .allMatch(fact -> fact.matches("HERM-CHECK-013 (nvidia-|triton ).*"));
  }

  /**
   * What its pyproject.toml asks for, a Python among it, conda brings. conda-lock took {@code
   * cachecontrol[filecache]} for a conda package of its own.
   */
  @Test
  void check_pyprojectThatCondaMeets_isAccepted() throws IOException {
    assertFacts(
        "15",
        "HERM-CHECK-013 cachecontrol-with-filecache 0.14.3 is locked, but nothing needs it"
            + " (linux-64, linux-aarch64, osx-64, osx-arm64, win-64)");
  }

  @ParameterizedTest
  @CsvSource({
    "01, HERM-REQ-019 tree/pyproject.toml has no [project] table",
    "41, HERM-REQ-019 tree/pyproject.toml has no [project] table",
    "35, HERM-ENV-013 channels [pytorch, conda-forge, defaults] are not the end of",
    "21, HERM-YAML-001 there is no such file",
    "27, HERM-YAML-001 there is no such file",
    "28, HERM-YAML-001 there is no such file",
    "29, HERM-YAML-001 there is no such file",
    "33, HERM-YAML-001 there is no such file",
    "30, HERM-LOCK-002 has lock format version 3",
  })
  void check_whatCannotBeRead_isNamed(String number, String start) throws IOException {
    try {
      check(number);
    } catch (HermeticException e) {
      assertThat(facts(e.problems())).anySatisfy(fact -> assertThat(fact).startsWith(start));
      return;
    }
    throw new AssertionError("was checked");
  }

  /**
   * Locks of four files in three categories, one of which is a pyproject.toml. conda-lock 2.5.8 left
   * what pip packages need of conda out of their category, 3.0.2 and 3.0.3 do not.
   */
  @ParameterizedTest
  @CsvSource({
    "24, 'HERM-CHECK-009 colorama 0.4.6 is needed in category main, but is in test (win-64)'",
    "25,",
    "26,"
  })
  void check_categoriesOfLocksWithPipPackages_countWhatPipPackagesNeed(
      String number, @Nullable String fact) throws IOException {
    assertThat(facts(number)).isEqualTo(fact == null ? List.of() : List.of(fact));
  }

  private static void assertFacts(String number, String... facts) throws IOException {
    assertThat(facts(number)).containsExactly(facts);
  }

  private static List<String> facts(String number) throws IOException {
    return facts(check(number).problems());
  }

  private static List<String> facts(List<Problem> problems) {
    return problems.stream().map(one -> one.code() + " " + one.fact()).toList();
  }
}
