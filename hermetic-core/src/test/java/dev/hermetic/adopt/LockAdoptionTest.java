package dev.hermetic.adopt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hermetic.adopt.AdoptResult.Outcome;
import dev.hermetic.testkit.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Projects that begin with a conda-lock.yml. */
class LockAdoptionTest extends AdoptionProject {
  @Test
  void adopt_condaLock_staysAndGetsAnEnvironmentThatItAnswers() throws IOException {
    String lock = lock();
    write("conda-lock.yml", lock);
    adopt(null);
    assertThat(read("conda-lock.yml")).isEqualTo(lock);
    assertThat(read("environment.yml"))
        .isEqualTo(
            """
            # Made from conda-lock.yml: the packages that no other one needs. Correct it where you asked for something else
            channels:
              - conda-forge
            platforms:
              - linux-64
              - osx-arm64
            dependencies:
              - numpy=1.26  # [linux64]
              - numpy=2.0  # [arm64]
              - python=3.11
              - ring-a=1  # [linux64]
            """);
    assertAnswers();
  }

  @Test
  void adopt_lockOfOurs_takesOverWhatItWasAskedForAndItsSettings() throws IOException {
    String lock = ours("numpy on osx-arm64; numpy[version='>=1.26,<3'] on linux-64; python=3.11; ring-b on linux-64");
    write("conda-lock.yml", lock);
    AdoptResult result = adopt(null);
    assertThat(read("environment.yml"))
        .isEqualTo(
            """
            # Made from conda-lock.yml: what the lock says was asked for
            channels:
              - conda-forge
            platforms:
              - linux-64
              - osx-arm64
            dependencies:
              - numpy  # [arm64]
              - numpy >=1.26,<3  # [linux64]
              - python=3.11
              - ring-b  # [linux64]
            """
                .replace("numpy >=1.26,<3", "'numpy >=1.26,<3'"));
    assertThat(read("pom.xml"))
        .contains(
            "<properties><hermetic.channelPriority>flexible</hermetic.channelPriority>"
                + "<hermetic.cuda>12.4</hermetic.cuda>"
                + "<hermetic.excludeNewer>7d</hermetic.excludeNewer></properties>");
    assertThat(result.notes())
        .containsExactly("the lock was made with hermetic.multichannels: set it to labs=bioconda");
    assertAnswers();
  }

  @Test
  void adopt_lockOfOursThatDoesNotMeetItsSpecs_isAskedForWhatItHas() throws IOException {
    write("conda-lock.yml", ours("numpy=9; python=3.11"));
    adopt(null);
    assertThat(read("environment.yml")).contains("  - numpy=1.26  # [linux64]");
    assertAnswers();
  }

  @Test
  void adopt_condaLockElsewhere_isCopiedAsItIs() throws IOException {
    write("old/locked.yml", lock());
    adopt("old/locked.yml");
    assertThat(read("conda-lock.yml")).isEqualTo(lock());
    assertThat(read("environment.yml")).startsWith("# Made from old/locked.yml: ");
  }

  @Test
  void adopt_environmentAndLockOfSeveralFiles_namesThemAll() throws IOException {
    write("environment.yml", ENVIRONMENT);
    write("envs/dev.yml", "category: dev\n" + ENVIRONMENT);
    write("conda-lock.yml", lock().replace("[environment.yml]", "[environment.yml, envs/dev.yml]"));
    adopt(null);
    assertThat(read("pom.xml"))
        .contains("<hermetic.environment>environment.yml,envs/dev.yml</hermetic.environment>");
  }

  @Test
  void adopt_environmentAndLockOfFilesThatAreGone_namesTheOneThatIsThere() throws IOException {
    write("environment.yml", ENVIRONMENT);
    write("conda-lock.yml", lock().replace("[environment.yml]", "[environment.yml, dev.yml]"));
    adopt(null);
    assertThat(read("pom.xml")).doesNotContain("hermetic.environment");
    write("conda-lock.yml", "<<<<<<< mine\n");
    Files.delete(folder.resolve("pom.xml"));
    adopt(null);
    assertThat(read("pom.xml")).doesNotContain("hermetic.environment");
  }

  /** A file has one category; what is in main as well is there wherever the others are. */
  @Test
  void adopt_lockWithCategories_getsAFileForEach() throws IOException {
    write(
        "conda-lock.yml",
        lock()
            + inCategory("test", locked("pytest", "1", "linux-64", "both: ''"))
            + inCategory("dev/x", locked("lint", "2", "linux-64", ""))
            + inCategory("dev/x", locked("both", "4", "linux-64", ""))
            + inCategory("test", locked("both", "4", "linux-64", ""))
            + inCategory("dev/x", locked("numpy", "1.26.4", "linux-64", ""))
            + inCategory(
                "test",
                locked("Some_Tool", "3", "linux-64", "").replace("manager: conda", "manager: pip")));
    AdoptResult result = adopt(null);
    assertThat(read("environment.yml"))
        .endsWith("  - numpy=1.26  # [linux64]\n  - numpy=2.0  # [arm64]\n  - python=3.11\n"
            + "  - ring-a=1  # [linux64]\n");
    assertThat(read("environment-test.yml"))
        .endsWith(
            """
            category: test
            channels:
              - conda-forge
            platforms:
              - linux-64
              - osx-arm64
            dependencies:
              - pytest=1  # [linux64]
              - pip
              - pip:
                  - Some_Tool==3  # [linux64]
            """);
    assertThat(read("environment-dev-x.yml"))
        .contains("category: dev/x\n", "  - both=4  # [linux64]\n  - lint=2  # [linux64]\n");
    assertThat(read("pom.xml"))
        .contains(
            "<hermetic.environment>environment.yml,environment-dev-x.yml,environment-test.yml"
                + "</hermetic.environment>");
    assertThat(outcomes(result)).containsEntry("environment-test.yml", Outcome.WRITTEN);
    assertThat(result.notes()).isEmpty();
  }

  private static String inCategory(String category, String locked) {
    return locked.replace("category: main", "category: " + category);
  }

  /** The files that it was made from say what was asked for; made-up ones would only guess. */
  @Test
  void adopt_lockWhoseFilesHaveOtherNames_beginsWithThem() throws IOException {
    write("project/main.yml", ENVIRONMENT);
    write("shared/dev.yml", "category: dev\n" + ENVIRONMENT);
    write(
        "project/conda-lock.yml",
        lock().replace("[environment.yml]", "[main.yml, ../shared/dev.yml]"));
    AdoptResult result =
        Adoption.adopt(new AdoptRequest(folder.resolve("project"), null, "1.2.3", false));
    assertThat(result.from()).isEqualTo("main.yml");
    assertThat(outcomes(result))
        .containsEntry("project/main.yml", Outcome.KEPT)
        .containsEntry("shared/dev.yml", Outcome.KEPT)
        .containsEntry("project/conda-lock.yml", Outcome.KEPT)
        .doesNotContainKey("project/environment.yml");
    assertThat(read("project/pom.xml"))
        .contains("<hermetic.environment>main.yml,../shared/dev.yml</hermetic.environment>");
  }

  /** As without the name: what a lock was made from says more than the lock. */
  @Test
  void adopt_namedLockWhoseFilesAreThere_beginsWithThem() throws IOException {
    write("gpu.yml", ENVIRONMENT);
    write("gpu-lock.yml", lock().replace("[environment.yml]", "[gpu.yml]"));
    AdoptResult result = adopt("gpu-lock.yml");
    assertThat(read("conda-lock.yml")).isEqualTo(read("gpu-lock.yml"));
    assertThat(outcomes(result)).containsEntry("gpu.yml", Outcome.KEPT);
    assertThat(contents()).doesNotContainKey("environment.yml");
    assertThat(read("pom.xml")).contains("<hermetic.environment>gpu.yml</hermetic.environment>");
    assertThat(result.notes()).isEmpty();
  }

  @Test
  void adopt_lockBesideAnotherEnvironment_saysWhichOneCounts() throws IOException {
    write("environment.yml", ENVIRONMENT);
    write("gpu-lock.yml", lock().replace("[environment.yml]", "[/home/x/gpu.yml]"));
    assertThat(adopt("gpu-lock.yml").notes())
        .containsExactly(
            "environment.yml was there and stays: what it asks for counts, whatever gpu-lock.yml"
                + " has; `mvn hermetic:check` tells where they differ");
  }

  @Test
  void adopt_namedLockAgain_saysNothingOfWhatItWrote() throws IOException {
    write("gpu-lock.yml", lock());
    adopt("gpu-lock.yml");
    assertThat(adopt("gpu-lock.yml").notes()).isEmpty();
  }

  /** poetry's tables are read by no one here, but what they came to is in the lock. */
  @Test
  void adopt_lockMadeFromTablesOfAnotherTool_isAskedForWhatItHas() throws IOException {
    write("pyproject.toml", "[tool.poetry.dependencies]\nnumpy = '*'\n");
    write("conda-lock.yml", lock().replace("[environment.yml]", "[pyproject.toml]"));
    AdoptResult result = adopt(null);
    assertThat(result.from()).isEqualTo("conda-lock.yml");
    assertThat(result.notes())
        .containsExactly(
            "conda-lock.yml was made from pyproject.toml, which has no [project] table; those of"
                + " other tools are not read");
    assertAnswers();
  }

  /** A path of another machine would be none here, even if there is such a file. */
  @Test
  void adopt_lockMadeFromAFileOfAMachine_isAskedForWhatItHas() throws IOException {
    write("elsewhere/main.yml", ENVIRONMENT);
    write(
        "project/conda-lock.yml",
        lock()
            .replace(
                "[environment.yml]", "[\"" + folder.resolve("elsewhere/main.yml") + "\"]"));
    Adoption.adopt(new AdoptRequest(folder.resolve("project"), null, "1.2.3", false));
    assertThat(read("project/environment.yml")).startsWith("# Made from conda-lock.yml: ");
  }

  /** Without them the first check would find fault with the lock. */
  @Test
  void adopt_environmentWithALockOfOurs_takesItsSettingsAndMachines() throws IOException {
    write("environment.yml", ENVIRONMENT);
    write("conda-lock.yml", ours("numpy") + locked("new", "1", "linux-64", "__glibc: '>=2.34'"));
    adopt(null);
    assertThat(read("pom.xml"))
        .contains("<hermetic.channelPriority>flexible</hermetic.channelPriority>")
        .contains("<hermetic.cuda>12.4</hermetic.cuda>");
    assertThat(read("virtual-packages.yml")).contains("__glibc: \"2.34\"");

    Files.move(folder.resolve("virtual-packages.yml"), folder.resolve("virtual-packages.yaml"));
    adopt(null);
    assertThat(contents()).doesNotContainKey("virtual-packages.yml");
  }

  /** The defaults are older; what no constraint begins with, cannot be guessed. */
  @Test
  void adopt_lockForNewerMachines_saysWhichTheyAre() throws IOException {
    write(
        "conda-lock.yml",
        lock()
            + locked("new", "1", "linux-64", "__glibc: '>=2.34,<3.0.a0'")
            + locked("newer", "1", "linux-64", "__glibc: '>=2.36'")
            + locked("driver", "1", "linux-64", "__cuda: '>=12.4|13.*'")
            + locked("old", "1", "osx-arm64", "__osx: '>=11.0'")
            + locked("odd", "1", "osx-arm64", "__unix: '<0'"));
    AdoptResult result = adopt(null);
    assertThat(read("virtual-packages.yml"))
        .isEqualTo(
            """
            # The machines that conda-lock.yml is for
            subdirs:
              linux-64:
                packages:
                  __archspec: "1 x86_64"
                  __cuda: "12.4"
                  __glibc: "2.36"
                  __linux: "5.10"
                  __unix: "0"
            """);
    assertThat(outcomes(result))
        .containsEntry("conda-linux-64.lock", Outcome.WRITTEN)
        .containsEntry("conda-osx-arm64.lock", Outcome.WRITTEN);
    assertThat(read("conda-osx-arm64.lock")).contains("@EXPLICIT", "numpy-2.0.1");
  }

  @Test
  void adopt_lockBesideAnotherOne_writesNoFilesOfIt() throws IOException {
    write("conda-lock.yml", lock());
    write("old/conda-lock.yml", lock() + locked("new", "1", "linux-64", "__glibc: '>=2.34'"));
    adopt("old/conda-lock.yml");
    assertThat(contents()).doesNotContainKeys("conda-linux-64.lock", "virtual-packages.yml");
  }

  @Test
  void adopt_lockWithPipSettings_takesThemOver() throws IOException {
    write(
        "conda-lock.yml",
        ours("numpy; python 3.11.*")
            .replace(
                "    hermetic_specs:",
                "    hermetic_pip_indexes: https://a.example/simple https://b.example/simple\n"
                    + "    hermetic_pip_mapping: '0123'\n"
                    + "    hermetic_pip_specs: '--pre | app[x]>=2; os_name == \"nt\" (dev) | b on"
                    + " osx-arm64'\n"
                    + "    hermetic_pip_strategy: unsafe-best-match\n"
                    + "    hermetic_specs:"));
    write("pom.xml", "<project/>");
    AdoptResult result = adopt(null);
    assertThat(read("environment.yml"))
        .endsWith(
            """
              - pip:
                  - '--pre'
                  - 'app[x]>=2; os_name == "nt"'
                  - b  # [arm64]
            """);
    assertThat(result.snippet().orElseThrow())
        .contains(
            "<pipExtraIndexUrls>https://a.example/simple</pipExtraIndexUrls>"
                + "<pipIndexStrategy>unsafe-best-match</pipIndexStrategy>"
                + "<pipIndexUrl>https://b.example/simple</pipIndexUrl>");
    assertThat(result.notes())
        .contains("the lock was made with hermetic.pip.mapping: set it to the same file or URL");
  }

  /** Real locks get an environment file whose specs they meet. */
  @Test
  void adopt_realLocks_answerTheirEnvironments() throws IOException {
    Path pairs = SharedData.data("lockfiles/pairs");
    List<Path> locks;
    try (Stream<Path> files = Files.walk(pairs)) {
      // Four are enough to hold the rest of the code to; they have up to four platforms.
      locks = files.filter(file -> file.endsWith("conda-lock.yml")).sorted().limit(4).toList();
    }
    assertThat(locks).isNotEmpty();
    for (Path lock : locks) {
      Files.copy(lock, folder.resolve("conda-lock.yml"));
      adopt(null);
      assertAnswers();
      for (String name : contents().keySet()) {
        Files.delete(folder.resolve(name));
      }
    }
  }
}
