package dev.hermetic.lockfile;

import static dev.hermetic.lockfile.PixiSamples.MD5;
import static dev.hermetic.lockfile.PixiSamples.SHA;
import static dev.hermetic.lockfile.PixiSamples.V6;
import static dev.hermetic.lockfile.PixiSamples.V7;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hermetic.lockfile.Lockfile.LockedChannel;
import dev.hermetic.platform.Platform;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.Problem;
import dev.hermetic.record.PackageRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PixiLockReaderTest {
  private static final String FORGE = "https://conda.anaconda.org/conda-forge";

  @Test
  void version6_hasEnvironmentsChannelsAndTargets() {
    PixiLock lock = read(V6);
    assertThat(lock.version()).isEqualTo(6);
    assertThat(lock.environments()).containsOnlyKeys("default", "test");
    assertThat(lock.environments().get("default").targets())
        .containsOnlyKeys("linux-64", "osx-arm64");
    assertThat(lock.environments().get("default").indexes())
        .containsExactly("https://pypi.org/simple");
    assertThat(lock.environments().get("test").channels())
        .containsExactly(
            new LockedChannel("https://conda.anaconda.org/bioconda", List.of("TOKEN")),
            new LockedChannel(FORGE, List.of()));
    assertThat(lock.warnings()).isEmpty();
  }

  @Test
  void condaPackage_hasItsWholeRecord() {
    assertThat(record(V6, "default", "linux-64", "python"))
        .isEqualTo(
            new PackageRecord(
                "python",
                "3.12.0",
                "hab00c5b_0_cpython",
                0,
                List.of("libffi >=3.4,<4.0a0", "__glibc >=2.17,<3.0.a0"),
                List.of("python_abi 3.12.* *_cp312"),
                "linux-64",
                null,
                1_696_321_871_000L,
                List.of(),
                "Python-2.0",
                null,
                MD5,
                SHA,
                32_284_588,
                "python-3.12.0-hab00c5b_0_cpython.conda",
                FORGE,
                FORGE + "/linux-64/python-3.12.0-hab00c5b_0_cpython.conda",
                null));
  }

  @Test
  void omittedFields_areDerivedFromTheAddress() {
    PackageRecord pip = record(V6, "default", "osx-arm64", "pip");
    assertThat(pip.noarch()).isEqualTo("python");
    assertThat(pip.subdir()).isEqualTo("noarch");
    assertThat(pip.buildNumber()).isZero();
    assertThat(pip.timestamp()).isEqualTo(1_706_960_660_581L);
    assertThat(pip.sha256()).isNull();
    PackageRecord x264 = record(V6, "test", "linux-64", "x264");
    assertThat(x264.version()).isEqualTo("1!164.3095");
    assertThat(x264.build()).isEqualTo("h166bdaf_2");
    assertThat(x264.timestamp()).isEqualTo(-1);
    assertThat(x264.size()).isEqualTo(-1);
  }

  @Test
  void givenFields_winOverTheAddress() {
    PackageRecord x264 = record(V6, "test", "linux-64", "x264");
    assertThat(x264.buildNumber()).isEqualTo(1002);
    assertThat(x264.channel()).isEqualTo("https://prefix.dev/conda-forge");
    assertThat(x264.trackFeatures()).containsExactly("slow");
    PackageRecord tool = record(V7, "default", "old-mac", "tool");
    assertThat(tool.version()).as("a number keeps its digits").isEqualTo("3.10");
    assertThat(tool.build()).isEqualTo("7");
    assertThat(tool.buildNumber()).isEqualTo(7);
    assertThat(tool.fileName()).isEqualTo("tool-3.10-7.conda");
    assertThat(tool.channel()).isEqualTo("https://conda.anaconda.org/own");
    assertThat(record(V7, "default", "old-mac", "tzdata").noarch()).isEqualTo("python");
    assertThat(record(V7, "default", "linux-64", "zlib").pythonSitePackagesPath())
        .isEqualTo("lib/py");
  }

  @Test
  void version7_declaresItsPlatforms() {
    PixiLock.Environment environment = read(V7).environments().get("default");
    PixiLock.Target linux = environment.targets().get("linux-64");
    assertThat(linux.virtualPackages()).containsExactly("__glibc=2.28", "__cuda=12.4");
    assertThat(environment.targets().get("old-mac").platform()).isEqualTo(Platform.OSX_64);
    assertThat(environment.options())
        .containsEntry("channel-priority", "disabled")
        .containsEntry("exclude-newer", "2025-04-15T12:15:00Z");
  }

  @Test
  void sources_areToldApartByVariantsAndIdentifier() {
    List<PixiPackage> packages = packages(V7, "build", "linux-64");
    assertThat(packages)
        .extracting(PixiPackage::name)
        .containsExactly("app", "two", "own", "local");
    assertThat(packages.get(0)).isInstanceOf(PixiPackage.Source.class);
    assertThat(packages.get(0).address()).isEqualTo(".");
    assertThat(((PixiPackage.Source) packages.get(1)).version()).isEqualTo("2");
    assertThat(((PixiPackage.Pypi) packages.get(2)).editable()).isTrue();
    PackageRecord local = ((PixiPackage.Binary) packages.get(3)).record();
    assertThat(local.url()).isEqualTo("./files/local-1.0-py_3.conda");
    assertThat(local.buildNumber()).isEqualTo(3);
  }

  @Test
  void pythonPackages_areKept() {
    PixiPackage.Pypi requests =
        (PixiPackage.Pypi) packages(V6, "default", "linux-64").get(2);
    assertThat(requests.sha256()).isEqualTo(SHA);
    assertThat(requests.requiresPython()).isEqualTo(">=3.7");
    assertThat(requests.requiresDist()).hasSize(4).contains("idna<4,>=2.5");
    assertThat(requests.index()).isNull();
    assertThat(requests.place()).hasToString("pixi.lock:52:3");
  }

  @Test
  void file_isReadLikeText(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("pixi.lock"), V7);
    assertThat(PixiLockReader.read(file, "pixi.lock")).isEqualTo(read(V7));
  }

  @Test
  void unknownKeys_areWarningsOnceEach() {
    String text =
        V6.replace("  purls: []", "  purls: []\n  novelty: 1")
            .replace("  license_family: MIT", "  license_family: MIT\n  novelty: 2")
            .replace("version: 6", "version: 6\nextra: true");
    assertThat(read(text).warnings())
        .extracting(Problem::render)
        .containsExactly(
            """
            HERM-LOCK-038 pixi.lock:2:1: the key extra in the lock file is not known and was ignored
              Fix: see whether a newer Hermetic knows it""",
            """
            HERM-LOCK-038 pixi.lock:36:3: the key novelty in a package is not known and was ignored
              Fix: see whether a newer Hermetic knows it""");
  }

  @Test
  void credentials_areTakenOutWithOneWarning() {
    String text =
        V6.replace("https://conda.anaconda.org/", "https://user:hunter2@conda.anaconda.org/")
            .replace("https://prefix.dev/", "https://prefix.dev/t/hunter2/");
    PixiLock lock = read(text);
    assertThat(lock.toString()).doesNotContain("hunter2");
    assertThat(record(text, "test", "linux-64", "x264").channel())
        .isEqualTo("https://prefix.dev/conda-forge");
    assertThat(lock.warnings())
        .singleElement()
        .extracting(Problem::render)
        .isEqualTo(
            """
            HERM-LOCK-039 pixi.lock:25:3: an address holds a credential, which was left out
              Fix: take it out of the file and revoke it; give credentials in settings.xml or \
            .netrc""");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 4, 5})
  void oldVersion_isNamedWithItsFix(int version) {
    assertThat(problems(V6.replace("version: 6", "version: " + version)))
        .isEqualTo(
            "HERM-LOCK-002 pixi.lock:1:10: is a pixi.lock of version "
                + version
                + ", but only versions 6 and 7 are read\n"
                + "  Fix: run `pixi lock` with a current pixi, which writes the file anew");
  }

  @Test
  void newVersion_asksForANewerHermetic() {
    assertThat(problems(V6.replace("version: 6", "version: 8")))
        .contains("HERM-LOCK-002 pixi.lock:1:10: is a pixi.lock of version 8, but")
        .contains("Fix: use a newer Hermetic");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[]|1:1: is a list, but",
        "environments: {}|1:1: has no version, but",
        "{version: 1, metadata: {}, package: []}|1:1: is a conda-lock.yml, but",
      })
  void otherFile_isNamed(String text, String told) {
    assertThat(problems(text))
        .isEqualTo(
            "HERM-LOCK-031 pixi.lock:"
                + told
                + " a pixi.lock is a mapping with version, environments and packages\n"
                + "  Fix: name the pixi.lock, or run `pixi lock` to write the file anew");
  }

  @Test
  void packageThatIsNotListed_isLocated() {
    String text =
        V6.replace(
            "    - conda: https://conda.anaconda.org/conda-forge/noarch/pip",
            "    - conda: https://u:hunter2@conda.anaconda.org/conda-forge/noarch/pop");
    assertThat(problems(text))
        .startsWith(
            "HERM-LOCK-032 pixi.lock:11:16: https://conda.anaconda.org/conda-forge/noarch/"
                + "pop-24.0-pyhd8ed1ab_0.conda is not described in packages\n"
                + "  Fix: run `pixi lock` to write the file anew")
        .doesNotContain("hunter2");
  }

  @Test
  void variantThatIsNotListed_isAProblem() {
    String text =
        V7.replace("python: '3.12'}\n      - pypi", "python: '3.9'}\n      - pypi");
    assertThat(problems(text))
        .startsWith("HERM-LOCK-032 pixi.lock:25:16: ../repo is not described in packages");
  }

  @Test
  void packageWithoutWhatItNeeds_isLocatedByField() {
    String text =
        "version: 7\nenvironments: {}\npackages:\n"
            + "- conda: ./files/local-1.0-0.conda\n- conda: ./src\n  version: '1'\n";
    assertThat(problems(text))
        .isEqualTo(
            """
            HERM-LOCK-033 pixi.lock:4:3: the package says no subdir and none follows from \
            ./files/local-1.0-0.conda
              Fix: write the key subdir, or run `pixi lock` to write the file anew
            HERM-LOCK-033 pixi.lock:5:3: the package says no name and none follows from ./src
              Fix: write the key name, or run `pixi lock` to write the file anew""");
  }

  @Test
  void everythingWrong_isToldAtOnce() {
    String text =
        """
        version: 7
        platforms: [linux-64, {name: a, subdir: nowhere}, {name: linux-64}, {name: linux-64}]
        environments:
          one: []
          two: {channels: conda-forge, packages: {osx-64: []}}
          three: {channels: [conda-forge], packages: {linux-64: {}}}
        packages:
        - text
        - {name: x}
        - conda: https://e.org/c/linux-64/a-1-0.conda
          md5: xyz
          size: -3
        """;
    assertThat(problems(text).lines().filter(line -> line.startsWith("HERM-")))
        .containsExactly(
            "HERM-LOCK-006 pixi.lock:2:13: a platform is a string, but a mapping was expected",
            "HERM-LOCK-007 pixi.lock:2:41: subdir is 'nowhere', but a conda platform such as"
                + " linux-64 was expected",
            "HERM-LOCK-007 pixi.lock:2:76: name is 'linux-64', but another name each time was"
                + " expected",
            "HERM-LOCK-006 pixi.lock:8:3: an item of packages is a string, but a mapping was"
                + " expected",
            "HERM-LOCK-005 pixi.lock:9:3: the key conda, conda_source or pypi is missing in a"
                + " package",
            "HERM-LOCK-007 pixi.lock:11:8: md5 is 'xyz', but 32 lower-case hexadecimal digits was"
                + " expected",
            "HERM-LOCK-007 pixi.lock:12:9: size is '-3', but a number was expected",
            "HERM-LOCK-006 pixi.lock:4:8: one is a list, but a mapping was expected",
            "HERM-LOCK-007 pixi.lock:5:43: the platform is 'osx-64', but one of linux-64 was"
                + " expected",
            "HERM-LOCK-006 pixi.lock:5:19: channels is a string, but a list was expected",
            "HERM-LOCK-006 pixi.lock:6:57: linux-64 is a mapping, but a list was expected",
            "HERM-LOCK-006 pixi.lock:6:22: a channel is a string, but a mapping was expected");
  }

  @Test
  void hostileYaml_isRefused() {
    String deep = "version: 7\nx: " + "[".repeat(1000) + "]".repeat(1000) + "\n";
    assertThat(problems(deep)).startsWith("HERM-YAML-010 pixi.lock:2:");
    assertThat(problems("version: !!java.net.URL http://e.org\n"))
        .startsWith("HERM-YAML-011 pixi.lock:1:10");
    assertThat(problems("version: 7\nversion: 7\n")).startsWith("HERM-YAML-007 pixi.lock:2:1");
  }

  @Test
  void mergeConflict_namesPixi() {
    assertThat(problems("version: 7\n<<<<<<< ours\n"))
        .startsWith("HERM-LOCK-003 pixi.lock:2:1: the lock file holds a merge conflict")
        .contains("then run `pixi lock` and commit");
  }

  private static PixiLock read(String text) {
    return PixiLockReader.parse(text, "pixi.lock");
  }

  private static List<PixiPackage> packages(String text, String environment, String target) {
    return read(text).environments().get(environment).targets().get(target).packages();
  }

  private static PackageRecord record(
      String text, String environment, String target, String name) {
    return packages(text, environment, target).stream()
        .filter(one -> one.name().equals(name))
        .map(one -> ((PixiPackage.Binary) one).record())
        .findFirst()
        .orElseThrow();
  }

  private static String problems(String text) {
    var thrown = assertThatExceptionOfType(HermeticException.class).isThrownBy(() -> read(text));
    return thrown.actual().problems().stream()
        .map(Problem::render)
        .collect(Collectors.joining("\n"));
  }
}
