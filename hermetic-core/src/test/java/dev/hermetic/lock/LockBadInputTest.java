package dev.hermetic.lock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hermetic.platform.Platform;
import dev.hermetic.testkit.TestChannel;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user reads when the request is wrong; no lock file is made or changed. */
class LockBadInputTest {
  private static final String OLD_LOCK = "version: 1\npackage: the lock as it was\n";

  @TempDir static Path shared;
  private static String channel;

  @TempDir Path directory;
  private LockProject project;

  @BeforeAll
  static void writeChannel() {
    channel = TestChannel.url(LockChannel.sample().write(shared));
  }

  @BeforeEach
  void prepare() {
    project =
        new LockProject(directory)
            .from(channel)
            .platforms(Platform.LINUX_64, Platform.WIN_64)
            .channels(LockProject.CHANNEL)
            .file("conda-lock.yml", OLD_LOCK);
  }

  /** The failure of a request for these specs, lines 2 and following of the file. */
  private String failureOf(String... specs) {
    project.environment("dependencies:\n  - " + String.join("\n  - ", specs));
    String failure = project.failure();
    assertThat(project.lockFiles()).containsOnlyKeys("conda-lock.yml").containsValue(OLD_LOCK);
    assertThat(directory.resolve("target")).doesNotExist();
    return failure;
  }

  @Test
  void lock_missingFile_isTold() {
    assertThat(project.failure())
        .isEqualTo(
            """
            HERM-YAML-001 environment.yml: there is no such file
              Fix: create it, or correct the path in the configuration""");
  }

  @Test
  void lock_brokenYaml_tellsPlace() {
    project.environment("dependencies:", "  - python", " - [oops");
    assertThat(project.failure()).startsWith("HERM-YAML-006 environment.yml:3:2: is not valid YAML: ");
    assertThat(project.lockText()).isEqualTo(OLD_LOCK);
  }

  @Test
  void lock_misspeltNames_tellsAllWithNearest() {
    assertThat(failureOf("numpi", "python", "torhc >=2", "zzzzzzzz", "pytorch"))
        .isEqualTo(
            """
            HERM-SOLVE-002 environment.yml:2:5: no channel has a package named `numpi` on linux-64, win-64
              Fix: write `numpy` instead of `numpi` (environment.yml:2)
                   or leave out `numpi` (environment.yml:2)
                   or add the channel that has it
                   (each beside the first change for the other problems there)
            HERM-SOLVE-002 environment.yml:4:5: no channel has a package named `torhc` on linux-64, win-64
              Fix: write `torch >=2` instead of `torhc >=2` (environment.yml:4)
                   or leave out `torhc >=2` (environment.yml:4)
                   or add the channel that has it
                   (each beside the first change for the other problems there)
            HERM-SOLVE-002 environment.yml:5:5: no channel has a package named `zzzzzzzz` on linux-64, win-64
              Fix: leave out `zzzzzzzz` (environment.yml:5)
                   or add the channel that has it
                   or ask for it under `pip:` if it is a project of PyPI
                   (each beside the first change for the other problems there)
            HERM-SOLVE-002 environment.yml:6:5: no channel has a package named `pytorch` on linux-64, win-64
              Fix: write `torch` instead of `pytorch` (environment.yml:6)
                   or leave out `pytorch` (environment.yml:6)
                   or add the channel that has it
                   (each beside the first change for the other problems there)""");
  }

  @Test
  void lock_misspeltOnOnePlatform_namesThatOne() {
    assertThat(failureOf("python", "numpi  # [win]"))
        .isEqualTo(
            """
            HERM-SOLVE-002 environment.yml:3:5: no channel has a package named `numpi` on win-64
              Fix: write `numpy` instead of `numpi` (environment.yml:3)
                   or leave out `numpi` (environment.yml:3)
                   or add the channel that has it""");
  }

  @Test
  void lock_noSuchVersion_isToldOnceForAllPlatforms() {
    assertThat(failureOf("python >=4"))
        .isEqualTo(
            """
            HERM-SOLVE-001 environment.yml:2:5: `python >=4` cannot be met on linux-64, win-64:
              └─ `python >=4` (environment.yml:2)
                 └─ there is only python 3.10.14 and 3.11.9
              Fix: write `python>=3.11` instead of `python >=4` (environment.yml:2)""");
  }

  @Test
  void lock_oneRootThatCannotLive_tellsChainOfReasons() {
    assertThat(failureOf("python", "broken"))
        .isEqualTo(
            """
            HERM-SOLVE-001 environment.yml:3:5: `broken` cannot be met on linux-64, win-64:
              └─ `broken` (environment.yml:3)
                 └─ every broken 1.0 needs `outer`
                    └─ every outer 1.0 needs `nowhere >=2`
                       └─ no channel has a package named `nowhere`
              Fix: leave out `broken` (environment.yml:3)
                   or add a channel that has `nowhere >=2`""");
  }

  @Test
  void lock_twoClashingRoots_namesBothWithPlaceAndNoOther() {
    assertThat(failureOf("numpy", "legacy", "tzdata", "python=3.11"))
        .isEqualTo(
            """
            HERM-SOLVE-001 environment.yml:3:5: `legacy` and `python=3.11` cannot be met together on linux-64, win-64: no python suits both
              ├─ `legacy` (environment.yml:3)
              │  └─ every legacy 1.0 needs `middle`
              │     └─ every middle 1.0 needs `python <3.11`
              └─ `python=3.11` (environment.yml:5)
              Fix: write `python=3.10` instead of `python=3.11` (environment.yml:5)
                   or leave out `legacy` (environment.yml:3)""");
  }

  @Test
  void lock_virtualPackageTooOld_isTheReason() {
    assertThat(failureOf("modern  # [linux64]"))
        .isEqualTo(
            """
            HERM-SOLVE-001 environment.yml:2:5: `modern` cannot be met on linux-64:
              └─ `modern` (environment.yml:2)
                 └─ every modern 1.0 needs `__glibc >=2.34`
                    └─ the virtual packages have __glibc=2.28
              Fix: set `__glibc: "2.34"` for linux-64 in virtual-packages.yml if the machines are as new
                   or leave out `modern` (environment.yml:2)""");
  }

  @Test
  void lock_differentCausesPerPlatform_tellsEach() {
    String failure = failureOf("python >=4  # [linux64]", "numpy >=9  # [win]");
    assertThat(failure)
        .contains("HERM-SOLVE-001 environment.yml:2:5: `python >=4` cannot be met on linux-64:\n")
        .contains("HERM-SOLVE-001 environment.yml:3:5: `numpy >=9` cannot be met on win-64:\n");
  }

  @Test
  void lock_conditionalSpec_isRefused() {
    assertThat(failureOf("python[when=\"__linux\"]"))
        .isEqualTo(
            """
            HERM-LOCK-110 environment.yml:2:5: `python[when="__linux"]` has a condition (when) or extras, which cannot be locked yet
              Fix: write the spec without them, with a selector (`# [linux64]`) where it is for one platform""");
  }

  @Test
  void lock_noChannels_isTold() {
    project.channels();
    assertThat(failureOf("python"))
        .isEqualTo(
            """
            HERM-LOCK-104 environment.yml: no channel is named, so there is nowhere to look for packages
              Fix: add `channels: [conda-forge]` to an environment.yml, or set -Dhermetic.channels=conda-forge""");
  }

  @Test
  void lock_defaultsChannel_isForbiddenUnlessAllowed() {
    project.channels();
    project.environment("channels:", "  - defaults", "dependencies:", "  - python");
    assertThat(project.failure())
        .isEqualTo(
            """
            HERM-CHAN-002 environment.yml:2:5: the channel defaults belongs to Anaconda's defaults, which are not allowed here
              Fix: use conda-forge, or allow them with -Dhermetic.allowDefaults=true""");
    for (String name : new String[] {"main", "r", "msys2"}) {
      project.mirror("https://repo.anaconda.com/pkgs/" + name, channel);
    }
    LockResult result = project.allowDefaults().lock();
    assertThat(project.lockText())
        .contains("- url: defaults\n", "https://repo.anaconda.com/pkgs/main/linux-64/python-3.11.9");
    assertThat(result.lockfile().packages()).isNotEmpty();
  }

  @Test
  void lock_pipSection_failsUnlessIgnored() {
    String specs = "python\n  - pip:\n    - requests >=2\n    - flask";
    assertThat(failureOf(specs))
        .isEqualTo(
            """
            HERM-PIP-001 environment.yml:4:7: the pip section asks for requests >=2, flask, and hermetic.pip forbids it
              Fix: lock them too with -Dhermetic.pip=lock, use the conda packages of these names, or lock the conda part alone with -Dhermetic.pip=ignore (the lock notes what was left out)""");
    LockResult result = project.ignoringPip().lock();
    assertThat(LockProject.chosen(result, Platform.LINUX_64)).contains("pip 24.0 0");
    assertThat(project.lockText())
        .contains("hermetic_pip: ignored\n")
        .doesNotContain("requests", "flask");
  }

  @Test
  void lock_recordWithoutMd5_isRefusedByUrl() {
    Path bare = LockChannel.sample().write(directory.resolve("channel"));
    LockChannel.rewrite(
        bare,
        root ->
            root.path("packages.conda")
                .forEach(
                    record -> {
                      if (record.path("name").asText().equals("tzdata")) {
                        ((com.fasterxml.jackson.databind.node.ObjectNode) record).remove("md5");
                      }
                    }));
    project.from(TestChannel.url(bare));
    assertThat(failureOf("python", "numpy"))
        .isEqualTo(
            """
            HERM-LOCK-010 https://conda.example.org/sample/noarch/tzdata-2024a-0.conda: the channel gives no md5 for this package, which conda-lock.yml (CEP-37) requires
              Fix: ask the channel's owner to index it again with md5, or use another channel""");
  }

  @Test
  void lock_severalWrongThings_areToldTogether() {
    project.channels();
    assertThat(failureOf("python[extras=[a]]\n  - pip:\n    - requests"))
        .contains("HERM-LOCK-104 ", "HERM-PIP-001 ", "HERM-LOCK-110 ");
  }
}
