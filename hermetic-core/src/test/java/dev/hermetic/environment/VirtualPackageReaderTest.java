package dev.hermetic.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.hermetic.platform.Platform;
import dev.hermetic.platform.VirtualPackages;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VirtualPackageReaderTest {
  private static final List<Platform> ALL =
      List.of(
          Platform.LINUX_64,
          Platform.LINUX_AARCH64,
          Platform.OSX_64,
          Platform.OSX_ARM64,
          Platform.WIN_64);

  @TempDir private Path dir;

  private VirtualPackageResult read(
      @Nullable String file, Map<String, String> environment, @Nullable String cuda) {
    Path path = null;
    if (file != null) {
      path = Path.of("vp.yml");
      try {
        Files.writeString(dir.resolve(path), file);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return VirtualPackageReader.read(VirtualPackageSource.of(dir, ALL, path, environment, cuda));
  }

  private static String packages(VirtualPackageResult result, Platform platform) {
    return result.platforms().get(platform).packages().toString();
  }

  private static String hashed(VirtualPackageResult result, Platform platform) {
    return result.platforms().get(platform).hashed().toString();
  }

  private String failure(
      @Nullable String file, Map<String, String> environment, @Nullable String cuda) {
    return catchThrowableOfType(HermeticException.class, () -> read(file, environment, cuda))
        .getMessage();
  }

  @Test
  void read_nothingGiven_givesTheDefaults() {
    VirtualPackageResult result = read(null, Map.of("PATH", "/bin"), null);

    assertThat(result.platforms()).containsOnlyKeys(ALL.toArray(Platform[]::new));
    for (Platform platform : ALL) {
      assertThat(result.platforms().get(platform)).isEqualTo(VirtualPackages.forPlatform(platform));
    }
    assertThat(result.warnings()).isEmpty();
  }

  @Test
  void read_cudaVersion_countsOnLinuxAndWindows() {
    VirtualPackageResult result = read(null, Map.of(), "12.4");

    assertThat(packages(result, Platform.LINUX_64)).contains("__cuda=12.4");
    assertThat(hashed(result, Platform.LINUX_64)).contains("__cuda=12.4").doesNotContain("11.4");
    assertThat(packages(result, Platform.WIN_64)).contains("__cuda=12.4");
    assertThat(packages(result, Platform.OSX_64)).doesNotContain("__cuda");
    assertThat(hashed(result, Platform.OSX_64)).contains("__osx=10.15");
    assertThat(result.platforms().get(Platform.LINUX_64).origins())
        .containsEntry("__cuda", "hermetic.cuda")
        .containsEntry("__glibc", "default");
  }

  @Test
  void read_cudaNone_takesItAway() {
    VirtualPackageResult result = read(null, Map.of("CONDA_OVERRIDE_CUDA_ARCH", "8.6"), "none");

    assertThat(packages(result, Platform.LINUX_64))
        .isEqualTo("[__archspec=1=x86_64, __glibc=2.28, __linux=5.10, __unix=0]");
    assertThat(hashed(result, Platform.LINUX_64)).isEqualTo(packages(result, Platform.LINUX_64));
    assertThat(result.platforms().get(Platform.LINUX_64).origins()).doesNotContainKey("__cuda");
  }

  @Test
  void read_overrides_applyWhereThePackageMakesSense() {
    VirtualPackageResult result =
        read(
            null,
            Map.of(
                "CONDA_OVERRIDE_GLIBC", "2.17",
                "CONDA_OVERRIDE_LINUX", "4.18.0",
                "CONDA_OVERRIDE_OSX", "13.3",
                "CONDA_OVERRIDE_WIN", "10.0.19045",
                "CONDA_OVERRIDE_CUDA", "12.9",
                "CONDA_OVERRIDE_CUDA_ARCH", "8.6=RTX3060",
                "CONDA_OVERRIDE_ARCHSPEC", "x86_64_v3",
                "CONDA_OVERRIDE_UNIX", "7"),
            null);

    assertThat(packages(result, Platform.LINUX_64))
        .isEqualTo(
            "[__archspec=1=x86_64_v3, __cuda=12.9, __cuda_arch=8.6=RTX3060, __glibc=2.17,"
                + " __linux=4.18.0, __unix=0]");
    assertThat(packages(result, Platform.LINUX_AARCH64)).contains("__archspec=1=aarch64");
    assertThat(packages(result, Platform.OSX_64))
        .isEqualTo("[__archspec=1=x86_64_v3, __osx=13.3, __unix=0]");
    assertThat(hashed(result, Platform.OSX_64)).isEqualTo(packages(result, Platform.OSX_64));
    assertThat(packages(result, Platform.OSX_ARM64))
        .isEqualTo("[__archspec=1=arm64, __osx=13.3, __unix=0]");
    assertThat(packages(result, Platform.WIN_64)).contains("__win=10.0.19045");
    assertThat(result.platforms().get(Platform.OSX_64).origins())
        .containsEntry("__osx", "CONDA_OVERRIDE_OSX");
    assertThat(result.warnings()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "m1, OSX_ARM64",
    "neoverse_v1, LINUX_AARCH64",
    "zen4, WIN_64",
    "skylake_avx512, LINUX_64"
  })
  void read_archspecOverride_fitsItsFamily(String archspec, String platform) {
    VirtualPackageResult result = read(null, Map.of("CONDA_OVERRIDE_ARCHSPEC", archspec), null);

    boolean arm = platform.endsWith("ARM64") || platform.endsWith("AARCH64");
    for (Platform each : ALL) {
      boolean same = arm == (each.arch().equals("arm64") || each.arch().equals("aarch64"));
      assertThat(packages(result, each).contains("__archspec=1=" + archspec)).isEqualTo(same);
    }
  }

  @Test
  void read_emptyOverride_takesThePackageAway() {
    VirtualPackageResult result =
        read(null, Map.of("CONDA_OVERRIDE_CUDA", "", "CONDA_OVERRIDE_GLIBC", " "), null);

    assertThat(packages(result, Platform.LINUX_64))
        .isEqualTo("[__archspec=1=x86_64, __linux=5.10, __unix=0]");
    assertThat(packages(result, Platform.WIN_64)).doesNotContain("__cuda");
    assertThat(result.platforms().get(Platform.LINUX_64).origins()).doesNotContainKey("__glibc");
  }

  @Test
  void read_file_replacesTheDefaultsOfItsPlatforms() {
    VirtualPackageResult result =
        read(
            """
            subdirs:
              linux-64:
                packages:
                  __glibc: 2.10
                  __archspec: "1 x86_64_v2"
              osx-64:
                packages: {__osx: "12.0"}
            """,
            Map.of(),
            null);

    assertThat(packages(result, Platform.LINUX_64))
        .isEqualTo("[__archspec=1=x86_64_v2, __glibc=2.10, __linux=5.10, __unix=0]");
    assertThat(hashed(result, Platform.LINUX_64))
        .isEqualTo("[__archspec=1=x86_64_v2, __glibc=2.10]");
    assertThat(packages(result, Platform.OSX_64))
        .isEqualTo("[__archspec=1=x86_64, __osx=12.0, __unix=0]");
    assertThat(hashed(result, Platform.OSX_64)).isEqualTo("[__osx=12.0]");
    assertThat(packages(result, Platform.WIN_64)).contains("__cuda=11.4");
    assertThat(hashed(result, Platform.WIN_64)).isEqualTo("[]");
    assertThat(result.platforms().get(Platform.LINUX_64).origins())
        .containsEntry("__glibc", "vp.yml:4:7")
        .containsEntry("__linux", "default");
  }

  @Test
  void read_fileAgainstOverrideAndCuda_strongerWinsWithWarning() {
    String file = "subdirs: {linux-64: {packages: {__glibc: '2.17', __cuda: '11.8'}}}\n";
    Map<String, String> environment =
        Map.of("CONDA_OVERRIDE_GLIBC", "2.39", "CONDA_OVERRIDE_CUDA", "12.9");
    List<Platform> linux = List.of(Platform.LINUX_64);

    VirtualPackageResult result = read(file, environment, "12.4");

    assertThat(packages(result, Platform.LINUX_64))
        .contains("__cuda=12.4")
        .contains("__glibc=2.17");
    assertThat(packages(result, Platform.LINUX_AARCH64)).contains("__glibc=2.39");
    assertThat(result.warnings())
        .extracting(Problem::render)
        .containsExactly(
            """
            HERM-VP-102 CONDA_OVERRIDE_CUDA: was ignored, because hermetic.cuda gives the value
              Fix: unset the environment variable\
            """);
    assertThat(
            VirtualPackageReader.read(
                    VirtualPackageSource.of(dir, linux, Path.of("vp.yml"), environment, null))
                .warnings())
        .extracting(Problem::subject, Problem::fact)
        .containsExactly(
            tuple("CONDA_OVERRIDE_CUDA", "was ignored, because vp.yml:1:50 gives the value"),
            tuple("CONDA_OVERRIDE_GLIBC", "was ignored, because vp.yml:1:33 gives the value"));
  }

  @Test
  void read_badFile_reportsEverything() {
    assertThat(
            failure(
                """
                subdirs:
                  linux-65:
                    packages: {}
                  linux-64:
                    packages:
                      glibc: "2.17"
                      __glibc: [1]
                      __cuda: "a b c"
                      __linux:
                  win-64: {}
                  osx-64:
                    packages: x
                """,
                Map.of(),
                null))
        .isEqualTo(
            """
            HERM-VP-003 vp.yml:2:3: "linux-65" is no platform to lock for
              Fix: write linux-64
            HERM-VP-004 vp.yml:6:7: glibc is no virtual package: their names begin with __
              Fix: write a name such as __glibc, __cuda or __osx
            HERM-VP-001 vp.yml:7:16: __glibc is a list, but a version was expected
              Fix: follow the form subdirs: {linux-64: {packages: {__glibc: "2.17"}}}
            HERM-VP-005 vp.yml:8:15: "a b c" is no value of __cuda
              Fix: give a version, or a version and a build such as "1 x86_64_v3", in quotes
            HERM-VP-001 vp.yml:9:15: __linux is empty, but a version was expected
              Fix: follow the form subdirs: {linux-64: {packages: {__glibc: "2.17"}}}
            HERM-VP-001 vp.yml:10:11: win-64: is a mapping, but a mapping with packages: was expected
              Fix: follow the form subdirs: {linux-64: {packages: {__glibc: "2.17"}}}
            HERM-VP-001 vp.yml:12:15: packages: is a string, but a mapping was expected
              Fix: follow the form subdirs: {linux-64: {packages: {__glibc: "2.17"}}}\
            """);
  }

  @Test
  void read_fileWithoutSubdirs_isAProblem() {
    assertThat(failure("linux-64: {}\n", Map.of(), null))
        .isEqualTo(
            """
            HERM-VP-002 vp.yml: has no subdirs:
              Fix: follow the form subdirs: {linux-64: {packages: {__glibc: "2.17"}}}\
            """);
    assertThat(failure("", Map.of(), null))
        .startsWith("HERM-VP-001 vp.yml:1:1: the file is empty, but a mapping was expected");
  }

  @Test
  void read_missingFile_isAProblem() {
    HermeticException failure =
        catchThrowableOfType(
            HermeticException.class,
            () ->
                VirtualPackageReader.read(
                    VirtualPackageSource.of(dir, ALL, Path.of("no.yml"), Map.of(), "x")));

    assertThat(failure.problems())
        .extracting(Problem::code)
        .containsExactly("HERM-YAML-001", "HERM-VP-007");
  }

  @Test
  void read_unknownKeys_warn() {
    VirtualPackageResult result =
        read("subdirs: {linux-64: {packages: {}, x: 1}}\ny: 2\n", Map.of(), null);

    assertThat(result.warnings())
        .extracting(Problem::render)
        .containsExactly(
            """
            HERM-VP-101 vp.yml:1:36: the key x: is not known and was ignored
              Fix: remove it\
            """,
            """
            HERM-VP-101 vp.yml:2:1: the key y: is not known and was ignored
              Fix: remove it\
            """);
  }

  @Test
  void read_badOverrides_areProblems() {
    assertThat(
            failure(
                null,
                Map.of(
                    "CONDA_OVERRIDE_LINUX", "5",
                    "CONDA_OVERRIDE_CUDA", "new est",
                    "CONDA_OVERRIDE_CUDA_ARCH", "big",
                    "CONDA_OVERRIDE_ARCHSPEC", "a b"),
                null))
        .isEqualTo(
            """
            HERM-VP-006 CONDA_OVERRIDE_ARCHSPEC: "a b" is not a name such as zen3
              Fix: set the environment variable to a name such as zen3, or unset it
            HERM-VP-006 CONDA_OVERRIDE_CUDA: "new est" is not a version
              Fix: set the environment variable to a version, or unset it
            HERM-VP-006 CONDA_OVERRIDE_CUDA_ARCH: "big" is not a compute capability like 8.6
              Fix: set the environment variable to a compute capability like 8.6, or unset it
            HERM-VP-006 CONDA_OVERRIDE_LINUX: "5" is not a version like 5.10
              Fix: set the environment variable to a version like 5.10, or unset it\
            """);
  }

  @Test
  void read_badCuda_isAProblem() {
    assertThat(failure(null, Map.of(), "latest"))
        .isEqualTo(
            """
            HERM-VP-007 hermetic.cuda: "latest" is neither a version nor none
              Fix: give the version that the driver supports, such as 12.4, or none\
            """);
  }

  @Test
  void source_keepsOnlyOverrides() {
    VirtualPackageSource source =
        VirtualPackageSource.of(
            dir, ALL, null, Map.of("TOKEN", "secret", "CONDA_OVERRIDE_OSX", "11"), null);

    assertThat(source.toString()).doesNotContain("secret").contains("CONDA_OVERRIDE_OSX");
  }
}
