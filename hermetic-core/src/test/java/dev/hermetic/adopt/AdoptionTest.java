package dev.hermetic.adopt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hermetic.adopt.AdoptResult.Outcome;
import dev.hermetic.environment.Environment;
import dev.hermetic.environment.EnvironmentReader;
import dev.hermetic.environment.EnvironmentSource;
import dev.hermetic.lockfile.CondaLockReader;
import dev.hermetic.lockfile.LockedPackage;
import dev.hermetic.lockfile.Lockfile;
import dev.hermetic.platform.Platform;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.testkit.SharedData;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdoptionTest {
  private static final String MD5 = "0123456789abcdef".repeat(2);
  private static final String BASE = "https://conda.anaconda.org/conda-forge/";
  private static final String ENVIRONMENT =
      """
      channels: [conda-forge]
      dependencies:
        - numpy
      """;

  @TempDir private Path folder;

  @Test
  void adopt_environment_getsPomAndGitFiles() throws IOException {
    write("environment.yml", ENVIRONMENT);
    AdoptResult result = adopt(null);
    assertThat(outcomes(result))
        .containsExactly(
            Map.entry("environment.yml", Outcome.KEPT),
            Map.entry("pom.xml", Outcome.WRITTEN),
            Map.entry(".gitignore", Outcome.WRITTEN),
            Map.entry(".gitattributes", Outcome.WRITTEN));
    assertThat(read("environment.yml")).isEqualTo(ENVIRONMENT);
    assertThat(read("pom.xml"))
        .contains("<packaging>hermetic</packaging>", "<version>1.2.3</version>")
        .doesNotContain("<properties>", "@");
    assertThat(read("pom.xml").lines()).hasSize(12);
    assertThat(read(".gitignore")).isEqualTo("target/\n");
    assertThat(result.snippet()).isEmpty();
    assertThat(result.notes()).isEmpty();
  }

  @Test
  void adopt_again_changesNothing() throws IOException {
    write("environment.yml", ENVIRONMENT);
    adopt(null);
    Map<String, String> before = contents();
    AdoptResult again = adopt(null);
    assertThat(outcomes(again).values()).containsOnly(Outcome.KEPT);
    assertThat(again.snippet()).isEmpty();
    assertThat(contents()).isEqualTo(before);
  }

  @Test
  void adopt_dryRun_writesNothing() throws IOException {
    write("environment.yml", ENVIRONMENT);
    AdoptResult result = Adoption.adopt(new AdoptRequest(folder, null, "1.2.3", true));
    assertThat(outcomes(result)).containsEntry("pom.xml", Outcome.WRITTEN);
    assertThat(contents()).containsOnlyKeys("environment.yml");
  }

  @Test
  void adopt_usersFiles_keepEveryByte() throws IOException {
    write("environment.yml", ENVIRONMENT);
    write("pom.xml", "<project><!-- mine --></project>");
    byte[] ignore = "caf\u00e9\r\n*.log".getBytes(StandardCharsets.ISO_8859_1);
    Files.write(folder.resolve(".gitignore"), ignore);
    write(".gitattributes", "*conda-lock.yml -diff\n");
    AdoptResult result = adopt(null);
    assertThat(read("pom.xml")).isEqualTo("<project><!-- mine --></project>");
    assertThat(result.snippet().orElseThrow())
        .contains("<version>1.2.3</version>")
        .contains("<phase>initialize</phase>", "<goal>lock</goal><goal>check</goal>")
        .contains("<goal>test</goal><goal>attach</goal><goal>verify</goal>");
    assertThat(Files.readAllBytes(folder.resolve(".gitignore")))
        .isEqualTo("caf\u00e9\r\n*.log\r\ntarget/\r\n".getBytes(StandardCharsets.ISO_8859_1));
    // What the user says of the locks stays the last word.
    assertThat(read(".gitattributes"))
        .isEqualTo(
            """
            *conda-lock.yml -diff
            *conda-*.lock text eol=lf linguist-generated
            hermetic-ledger.jsonl text eol=lf merge=union
            """);
  }

  @Test
  void adopt_pomThatHasThePlugin_needsNothing() throws IOException {
    write("environment.yml", ENVIRONMENT);
    write("pom.xml", "<project><artifactId> hermetic-maven-plugin </artifactId></project>");
    write(".gitignore", "/target\n");
    AdoptResult result = adopt(null);
    assertThat(result.snippet()).isEmpty();
    assertThat(outcomes(result)).containsEntry(".gitignore", Outcome.KEPT);
  }

  @Test
  void adopt_environmentOfAnotherName_isNamedInThePom() throws IOException {
    write("environment.yaml", ENVIRONMENT + "  - pip:\n      - a&b\n");
    AdoptResult result = adopt(null);
    assertThat(read("pom.xml"))
        .contains(
            "<properties><hermetic.environment>environment.yaml</hermetic.environment></properties>");
    assertThat(result.notes()).isEmpty();
    assertThat(contents()).doesNotContainKey("environment.yml");
  }

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
  void adopt_explicitFile_pinsEveryPackage() throws IOException {
    write(
        "explicit.txt",
        """
        # platform: linux-64
        @EXPLICIT
        https://conda.anaconda.org/t/secret/conda-forge/linux-64/python-3.11.1-h1_0.conda#%1$s
        https://user:secret@conda.example.org/own/noarch/tool-1!2.0-py_0.tar.bz2#%1$s
        """
            .formatted(MD5));
    AdoptResult result = adopt(null);
    assertThat(read("environment.yml"))
        .contains(
            "  - conda-forge\n  - https://conda.example.org/own\n",
            "  - conda-forge::python=3.11.1=h1_0\n",
            "tool=1!2.0=py_0")
        .doesNotContain("secret");
    assertThat(contents()).doesNotContainKey("conda-lock.yml");
    assertThat(result.notes()).hasSize(1);
    environment();
  }

  @Test
  void adopt_pixiLock_keepsWhatIsLocked() throws IOException {
    write(
        "pixi.lock",
        """
        version: 6
        environments:
          default:
            channels:
            - url: https://conda.anaconda.org/conda-forge/
            indexes: [https://pypi.org/simple, https://a.example/simple]
            packages:
              linux-64:
              - conda: %1$slinux-64/python-3.11.1-h1_0.conda
              - conda: %1$snoarch/tool-2.1.3-py_0.conda
        packages:
        - conda: %1$slinux-64/python-3.11.1-h1_0.conda
          md5: %2$s
        - conda: %1$snoarch/tool-2.1.3-py_0.conda
          md5: %2$s
          depends: [python >=3.8]
        """
            .formatted(BASE, MD5));
    adopt(null);
    assertThat(read("environment.yml"))
        .endsWith("dependencies:\n  - python=3.11\n  - tool=2.1\n")
        .contains("  - conda-forge\n");
    assertThat(lockNames()).containsExactly("python 3.11.1", "tool 2.1.3");
    assertThat(read("pom.xml"))
        .contains(
            "<properties><hermetic.pip.extraIndexUrls>https://a.example/simple"
                + "</hermetic.pip.extraIndexUrls><hermetic.pip.indexUrl>https://pypi.org/simple"
                + "</hermetic.pip.indexUrl></properties>");
    assertAnswers();
  }

  @Test
  void adopt_prefix_takesWhatItsHistoryAskedFor() throws IOException {
    prefix("python", "3.11.1", "linux-64", "");
    prefix("tool", "2.1.3", "noarch", "\"python >=3.8\", \"left-over\"");
    prefix("left-over", "1", "noarch", "");
    write(
        "envs/ml/conda-meta/history",
        """
        ==> 2026-01-01 10:00:00 <==
        # update specs: ['python=3.10', "tool[version='>=2']", 'gone', 'left-over']
        # remove specs: ['left-over']
        """);
    String site = "envs/ml/lib/python3.11/site-packages/";
    write(site + "wheel_only-1.5.dist-info/INSTALLER", "pip\n");
    write(site + "ours-2.0.dist-info/INSTALLER", "hermetic\n");
    write(site + "tool-2.1.3.dist-info/INSTALLER", "conda\n");
    AdoptResult result = adopt("envs/ml");
    assertThat(read("environment.yml"))
        .isEqualTo(
            """
            # Made from envs/ml: what its history says was asked for
            name: ml
            channels:
              - conda-forge
            platforms:
              - linux-64
            dependencies:
              - python=3.11
              - 'tool[version=''>=2'']'
              - pip
              - pip:
                  - ours==2.0
                  - wheel_only==1.5
            """);
    assertThat(lockNames()).containsExactly("left-over 1", "python 3.11.1", "tool 2.1.3");
    assertThat(read("conda-lock.yml")).doesNotContain("secret");
    assertThat(read("pom.xml")).contains("<artifactId>ml</artifactId>").doesNotContain("properties");
    assertThat(result.notes())
        .containsExactly(
            "packages from PyPI are in environment.yml, but no prefix says where their files came"
                + " from: `mvn hermetic:lock` adds them to the lock");
  }

  @Test
  void adopt_prefixWithoutHistory_takesWhatNobodyNeeds() throws IOException {
    prefix("python", "3.11.1", "linux-64", "");
    prefix("tool", "2.1.3", "noarch", "\"python >=3.8\"");
    adopt("envs/ml");
    assertThat(read("environment.yml")).endsWith("dependencies:\n  - python=3.11\n  - tool=2.1\n");
    assertAnswers();
  }

  @Test
  void adopt_badPrefix_isToldWhole() throws IOException {
    write("envs/ml/conda-meta/a.json", "{");
    write("envs/ml/conda-meta/b.json", "{}");
    assertFails("envs/ml")
        .hasMessageContaining(
            """
            HERM-ADOPT-005 envs/ml/conda-meta/a.json: is no JSON
              Fix: reinstall the package in the prefix, or begin with another file""")
        .hasMessageContaining("envs/ml/conda-meta/b.json: does not say where the package came from")
        .hasMessageContaining(
            """
            HERM-ADOPT-004 envs/ml: nothing in it tells its platform
              Fix: add a line such as `# platform: linux-64` to an explicit file; a prefix is of one platform""");
    assertThat(contents()).doesNotContainKeys("pom.xml", ".gitignore");
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

  @Test
  void adopt_explicitFilesOfSeveralPlatforms_areTakenTogether() throws IOException {
    String other = "https://conda.example.org/own/";
    write("conda-linux-64.lock", explicit(BASE + "linux-64/tool-1-0.conda"));
    write(
        "conda-osx-arm64.lock",
        explicit(BASE + "osx-arm64/tool-2-0.conda", other + "noarch/own-1-0.conda"));
    write("conda-notes.lock", "not one of them");
    AdoptResult result = adopt(null);
    assertThat(result.from()).isEqualTo("conda-linux-64.lock, conda-osx-arm64.lock");
    assertThat(read("environment.yml"))
        .endsWith(
            """
            channels:
              - conda-forge
              - https://conda.example.org/own
            platforms:
              - linux-64
              - osx-arm64
            dependencies:
              - https://conda.example.org/own::own=1=0  # [arm64]
              - conda-forge::tool=1=0  # [linux64]
              - conda-forge::tool=2=0  # [arm64]
            """);
    environment();
  }

  @Test
  void adopt_explicitFilesThatDoNotFit_areProblems() throws IOException {
    write("conda-linux-64.lock", explicit(BASE + "linux-64/tool-1-0.conda"));
    write("conda-osx-64.lock", explicit(BASE + "linux-64/tool-1-0.conda"));
    assertFails(null)
        .hasMessageContaining(
            """
            HERM-ADOPT-009 conda-osx-64.lock: is for linux-64, as another of the explicit files is
              Fix: correct its line `# platform:`, or name one file with -Dhermetic.from=FILE""");
    write("conda-osx-64.lock", "dependencies: []\n");
    assertFails(null).hasMessageContaining("HERM-ADOPT-002 conda-osx-64.lock: ");
  }

  private static String explicit(String... urls) {
    return "@EXPLICIT\n" + String.join("#" + MD5 + "\n", urls) + "#" + MD5 + "\n";
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

  @Test
  void adopt_nothingThere_isAProblem() {
    assertFails(null)
        .hasMessageContaining(
            "HERM-ADOPT-001 "
                + folder
                + ": there is no environment.yml, conda-lock.yml, pixi.lock, explicit file or"
                + " conda-meta here\n  Fix: write an environment.yml, or name what to begin with:"
                + " -Dhermetic.from=FILE_OR_PREFIX");
  }

  @Test
  void adopt_somethingElse_isAProblem() throws IOException {
    write("notes.txt", "a: 1\n");
    assertFails("notes.txt")
        .hasMessageContaining(
            "HERM-ADOPT-002 notes.txt: is no environment file, conda-lock.yml, pixi.lock, explicit"
                + " file or conda prefix\n  Fix: name one of these with"
                + " -Dhermetic.from=FILE_OR_PREFIX");
    assertFails("none.yml")
        .hasMessageContaining(
            "HERM-ADOPT-003 none.yml: there is no such file or folder\n  Fix: correct hermetic.from");
  }

  @Test
  void adopt_explicitFileWithOtherThings_isAProblem() throws IOException {
    write("explicit.txt", "@EXPLICIT\n" + BASE + "linux-64/odd.conda#" + MD5 + "\n");
    assertFails(null)
        .hasMessageContaining(
            "HERM-ADOPT-007 explicit.txt:2: '"
                + BASE
                + "linux-64/odd.conda' is not CHANNEL/SUBDIR/NAME-VERSION-BUILD.conda (or .tar.bz2)\n"
                + "  Fix: remove the line, or name the package file as conda does");
  }

  @Test
  void adopt_pixiLockWithoutDefault_isAProblem() throws IOException {
    write(
        "pixi.lock",
        """
        version: 6
        environments:
          a:
            channels: []
            packages: {}
          b:
            channels: []
            packages: {}
        packages: []
        """);
    assertFails(null)
        .hasMessageContaining(
            "HERM-ADOPT-008 pixi.lock: none of its environments is called default: a, b\n"
                + "  Fix: export the one that you mean with pixi, and begin with that file");
  }

  @Test
  void unreadable_isTold() {
    assertThat(AdoptProblems.unreadable("x").render())
        .isEqualTo(
            """
            HERM-ADOPT-006 x: cannot be read
              Fix: give a regular file, or a folder, that this user may read""");
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

  /** Each spec of the environment file is met by the package of its name. */
  private void assertAnswers() throws IOException {
    Lockfile lock = CondaLockReader.parse(read("conda-lock.yml"), "conda-lock.yml");
    Environment environment = environment();
    assertThat(environment.platforms())
        .containsExactlyInAnyOrderElementsOf(lock.metadata().platforms());
    for (Platform platform : environment.platforms()) {
      assertThat(environment.requests().get(platform).conda()).isNotEmpty();
      environment
          .requests()
          .get(platform)
          .conda()
          .forEach(
              requirement ->
                  assertThat(lock.packages())
                      .as(requirement.text())
                      .anyMatch(
                          locked ->
                              locked.platform().equals(platform)
                                  && LockRoots.meets(locked, requirement.spec().toString())));
    }
  }

  private Environment environment() {
    return EnvironmentReader.read(
        new EnvironmentSource(folder, List.of(Path.of("environment.yml"))));
  }

  private List<String> lockNames() throws IOException {
    return CondaLockReader.parse(read("conda-lock.yml"), "conda-lock.yml").packages().stream()
        .map((LockedPackage one) -> one.name() + " " + one.version())
        .toList();
  }

  private String lock() {
    return """
        version: 1
        metadata:
          content_hash: {}
          channels:
          - url: conda-forge
            used_env_vars: []
          platforms: [linux-64, osx-arm64]
          sources: [environment.yml]
        package:
        """
        + locked("numpy", "1.26.4", "linux-64", "python: '>=3.9'")
        + locked("numpy", "2.0.1", "osx-arm64", "python: '>=3.9'")
        + locked("python", "3.11.1", "linux-64", "")
        + locked("python", "3.11.1", "osx-arm64", "")
        + locked("ring-a", "1", "linux-64", "ring-b: ''")
        + locked("ring-b", "1", "linux-64", "ring-a: ''");
  }

  private String ours(String specs) {
    return lock()
        .replace(
            "package:",
            """
              custom_metadata:
                hermetic_format: '1'
                hermetic_channel_priority: flexible
                hermetic_cuda: '12.4'
                hermetic_exclude_newer: 7d=2026-08-02T00:00:00Z
                hermetic_multichannels: labs=bioconda
                hermetic_specs: "%s"
            package:"""
                .formatted(specs));
  }

  private static String locked(String name, String version, String platform, String needs) {
    return """
        - name: %1$s
          version: '%2$s'
          manager: conda
          platform: %3$s
          dependencies: {%4$s}
          url: %5$s%3$s/%1$s-%2$s-0.conda
          hash: {md5: %6$s}
          category: main
          optional: false
        """
        .formatted(name, version, platform, needs, BASE, MD5);
  }

  private void prefix(String name, String version, String subdir, String needs)
      throws IOException {
    write(
        "envs/ml/conda-meta/" + name + "-" + version + "-0.json",
        """
        {"name": "%1$s", "version": "%2$s", "build": "0", "md5": "%3$s", "depends": [%4$s],
         "url": "https://conda.anaconda.org/t/secret/conda-forge/%5$s/%1$s-%2$s-0.conda"}
        """
            .formatted(name, version, MD5, needs, subdir));
  }

  private AdoptResult adopt(@Nullable String from) {
    return Adoption.adopt(
        new AdoptRequest(folder, from == null ? null : Path.of(from), "1.2.3", false));
  }

  private org.assertj.core.api.AbstractThrowableAssert<?, ?> assertFails(@Nullable String from) {
    return assertThatThrownBy(() -> adopt(from)).isInstanceOf(HermeticException.class);
  }

  private Map<String, Outcome> outcomes(AdoptResult result) {
    Map<String, Outcome> outcomes = new LinkedHashMap<>();
    result.steps().forEach(
        step -> outcomes.put(folder.relativize(step.file()).toString(), step.outcome()));
    return outcomes;
  }

  private Map<String, String> contents() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(Files::isRegularFile)
          .collect(
              Collectors.toMap(
                  file -> file.getFileName().toString(),
                  file -> ProjectFiles.bytes(file),
                  (one, other) -> one,
                  TreeMap::new));
    }
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private String read(String name) throws IOException {
    return Files.readString(folder.resolve(name));
  }
}
