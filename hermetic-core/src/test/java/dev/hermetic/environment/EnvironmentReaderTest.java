package dev.hermetic.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.hermetic.environment.Environment.PlatformRequest;
import dev.hermetic.environment.Environment.RequestedChannel;
import dev.hermetic.platform.Platform;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnvironmentReaderTest {
  @TempDir private Path dir;

  /** Writes the texts as env0.yml, env1.yml, … and reads them. */
  private Environment read(String... texts) {
    return EnvironmentReader.read(new EnvironmentSource(dir, write(texts)));
  }

  private List<Path> write(String... texts) {
    List<Path> files = new ArrayList<>();
    for (String text : texts) {
      Path name = Path.of("env" + files.size() + ".yml");
      try {
        Files.writeString(dir.resolve(name), text);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      files.add(name);
    }
    return files;
  }

  private String failure(String... texts) {
    return catchThrowableOfType(HermeticException.class, () -> read(texts)).getMessage();
  }

  private static String warnings(Environment environment) {
    return String.join("\n", environment.warnings().stream().map(Problem::render).toList());
  }

  private static List<String> conda(Environment environment, Platform platform) {
    PlatformRequest request = environment.requests().get(platform);
    return request.conda().stream().map(Requirement::text).toList();
  }

  private static List<String> pip(Environment environment, Platform platform) {
    PlatformRequest request = environment.requests().get(platform);
    return request.pip().stream().map(PipRequirement::text).toList();
  }

  @Test
  void read_everyKey_keepsAll() {
    Environment environment =
        read(
            """
            name: demo
            channels:
              - conda-forge
              - nodefaults
              - https://host/t/$TOKEN/main
            platforms: [osx-64, linux-64]
            category: dev
            pip-repositories: ["https://pypi.example/simple"]
            variables:
              B: two
              A: one
            dependencies:
              - python =3.11
              - NumPy>=1.24
              - pip:
                  - -r more.txt
                  - flask >= 3  # the web
            """);

    assertThat(environment.name()).contains("demo");
    assertThat(environment.channels())
        .extracting(RequestedChannel::text)
        .containsExactly("conda-forge", "https://host/t/$TOKEN/main");
    assertThat(environment.channels().get(1).location()).hasToString("env0.yml:5:5");
    assertThat(environment.platforms()).containsExactly(Platform.LINUX_64, Platform.OSX_64);
    assertThat(environment.requests()).containsOnlyKeys(Platform.LINUX_64, Platform.OSX_64);
    assertThat(environment.pipRepositories()).containsExactly("https://pypi.example/simple");
    assertThat(environment.variables().toString()).isEqualTo("{A=one, B=two}");
    PlatformRequest linux = environment.requests().get(Platform.LINUX_64);
    assertThat(linux.conda())
        .extracting(r -> r.spec().name() + "|" + r.text() + "|" + r.category() + "|" + r.location())
        .containsExactly(
            "python|python =3.11|dev|env0.yml:13:5",
            "numpy|NumPy>=1.24|dev|env0.yml:14:5",
            "pip|pip *|main|env0.yml:15:5");
    assertThat(linux.pip())
        .extracting(r -> r.text() + "|" + r.category() + "|" + r.location())
        .containsExactly("-r more.txt|dev|env0.yml:16:9", "flask >= 3|dev|env0.yml:17:9");
    assertThat(environment.warnings()).isEmpty();
  }

  @Test
  void read_noPlatforms_takesTheDefaults() {
    assertThat(read("dependencies: [zlib]\n").platforms())
        .containsExactly(Platform.LINUX_64, Platform.OSX_64, Platform.OSX_ARM64, Platform.WIN_64);
  }

  @Test
  void read_lists_tellWhetherTheyStandInBrackets() {
    assertThat(read("dependencies: [zlib, pip]\n").requests().get(Platform.LINUX_64).conda())
        .extracting(Requirement::written)
        .containsOnly(Written.IN_BRACKETS);
    assertThat(
            read("dependencies:\n  - zlib\n  - pip:\n    - x\n")
                .requests()
                .get(Platform.LINUX_64)
                .conda())
        .extracting(Requirement::written)
        .containsExactly(Written.ON_ITS_LINE, Written.BY_NOBODY);
  }

  @Test
  void read_overrides_replacePlatformsAndChannels() {
    List<Path> files =
        write(
            "channels: [a]\nplatforms: [osx-64]\ndependencies: [x]\n",
            "channels: [b]\ndependencies: [y]\n");

    Environment environment =
        EnvironmentReader.read(
            new EnvironmentSource(dir, files, List.of(Platform.WIN_64), List.of("c", "d")));

    assertThat(environment.platforms()).containsExactly(Platform.WIN_64);
    assertThat(environment.channels()).extracting(RequestedChannel::text).containsExactly("c", "d");
    assertThat(environment.files()).isEqualTo(files);
  }

  @Test
  void read_commentSelectors_keepLineNumbers() {
    Environment environment =
        read(
            """
            # a comment
            dependencies:
              - a  # [linux64]
              - b  # [win]
              # - never
              - c  # [unix]
              - d # see [docs](https://host/x)
              - e#f
              - pip:
                - p  # [osx]
            platforms: [linux-64, linux-aarch64, osx-arm64, win-64]
            """);

    assertThat(conda(environment, Platform.LINUX_64)).containsExactly("a", "c", "d", "e#f");
    assertThat(conda(environment, Platform.LINUX_AARCH64)).containsExactly("c", "d", "e#f");
    assertThat(conda(environment, Platform.OSX_ARM64)).containsExactly("c", "d", "e#f", "pip *");
    assertThat(conda(environment, Platform.WIN_64)).containsExactly("b", "d", "e#f");
    assertThat(pip(environment, Platform.OSX_ARM64)).containsExactly("p");
    assertThat(pip(environment, Platform.LINUX_64)).isEmpty();
    assertThat(environment.requests().get(Platform.WIN_64).conda().get(1).location())
        .hasToString("env0.yml:7:5");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "numpy>=1.26<2; put a comma between the bounds: numpy>=1.26,<2",
        "numpy >=1.26 <2; put a comma between the bounds: numpy >=1.26,<2",
        "numpy>=; correct it, for example numpy, numpy>=1.24 or numpy=1.26.*=py311*",
        "numpy=1=>2; correct it, for example numpy, numpy>=1.24 or numpy=1.26.*=py311*"
      })
  void read_badSpec_isMendedWhereACommaIsAllThatLacks(String spec, String fix) {
    assertThat(failure("dependencies:\n  - " + spec + "\n")).endsWith("\n  Fix: " + fix);
  }

  @Test
  void read_badSpecBehindDroppedLines_isReportedOnceAtItsOwnLine() {
    assertThat(
            failure(
                """
                dependencies:
                  - a  # [win]
                  - b  # [linux]
                  - "numpy >=1.24,>>2"
                """))
        .startsWith("HERM-ENV-008 env0.yml:4:")
        .containsOnlyOnce("HERM-ENV-008")
        .contains("\"numpy >=1.24,>>2\" is no match spec: ")
        .endsWith("\n  Fix: correct it, for example numpy, numpy>=1.24 or numpy=1.26.*=py311*");
  }

  @Test
  void read_eggFragmentWithExtra_isNoSelector() {
    Environment environment =
        read("dependencies:\n  - pip:\n    - git+https://host/x#egg=x[extra]\n");

    assertThat(pip(environment, Platform.LINUX_64))
        .containsExactly("git+https://host/x#egg=x[extra]");
  }

  @Test
  void read_selectorOutsideDependencies_warnsAndHasNoEffect() {
    Environment environment =
        read(
            """
            channels:
              - conda-forge
              - msys2  # [win]
            dependencies:
              - a
            variables:
              X: y  # [linux]
            name: z  # draft [2]
            """);

    assertThat(environment.channels()).hasSize(2);
    assertThat(environment.variables()).containsEntry("X", "y");
    assertThat(warnings(environment))
        .isEqualTo(
            """
            HERM-ENV-104 env0.yml:3:15: the selector [win] has no effect outside dependencies:
              Fix: remove it, or use a file of its own for that platform
            HERM-ENV-104 env0.yml:7:12: the selector [linux] has no effect outside dependencies:
              Fix: remove it, or use a file of its own for that platform\
            """);
  }

  @Test
  void read_unknownSelectorWord_isAProblem() {
    assertThat(failure("dependencies:\n  - a  # [not win]\n  - b  # [py3k]\n"))
        .isEqualTo(
            """
            HERM-ENV-011 env0.yml:2:11: "not win" is no selector; one single word is allowed
              Fix: use one of unix, linux, linux64, aarch64, ppc64le, osx, osx64, arm64, win, win64, \
            or remove the brackets if this is only a comment
            HERM-ENV-011 env0.yml:3:11: "py3k" is no selector; one single word is allowed
              Fix: use one of unix, linux, linux64, aarch64, ppc64le, osx, osx64, arm64, win, win64, \
            or remove the brackets if this is only a comment\
            """);
  }

  @Test
  void read_selMappings_chooseByOs() {
    Environment environment =
        read(
            """
            dependencies:
              - sel(win): a-win
              - sel(unix): a-unix
              - sel(linux): a-linux
              - sel(osx): a-osx
              - b
            """);

    assertThat(conda(environment, Platform.LINUX_64)).containsExactly("a-unix", "a-linux", "b");
    assertThat(conda(environment, Platform.OSX_64)).containsExactly("a-unix", "a-osx", "b");
    assertThat(conda(environment, Platform.WIN_64)).containsExactly("a-win", "b");
  }

  @Test
  void read_unknownSel_isAProblem() {
    assertThat(failure("dependencies:\n  - sel(linux64): a\n"))
        .isEqualTo(
            """
            HERM-ENV-012 env0.yml:2:5: sel(linux64) is no selector
              Fix: use one of sel(linux), sel(osx), sel(unix), sel(win)\
            """);
  }

  @Test
  void read_severalFiles_lastWinsAtTheFirstPlace() {
    Environment environment =
        read(
            "name: one\nchannels: [b]\nvariables: {X: 1, Y: 2}\n"
                + "platforms: [win-64]\ndependencies: [a=1, b=1, {pip: [Foo_Bar==1]}]\n",
            "name: two\ncategory: dev\nchannels: [a, b]\nvariables: {X: 3}\n"
                + "platforms: [linux-64]\ndependencies: [c=2, A=2, {pip: ['foo-bar>=2']}]\n");

    assertThat(environment.name()).contains("two");
    assertThat(environment.channels()).extracting(RequestedChannel::text).containsExactly("a", "b");
    assertThat(environment.platforms()).containsExactly(Platform.LINUX_64, Platform.WIN_64);
    assertThat(environment.variables().toString()).isEqualTo("{X=3, Y=2}");
    PlatformRequest linux = environment.requests().get(Platform.LINUX_64);
    assertThat(linux.conda())
        .extracting(r -> r.text() + "|" + r.category())
        .containsExactly("A=2|dev", "b=1|main", "pip *|main", "c=2|dev");
    assertThat(linux.pip())
        .extracting(r -> r.text() + "|" + r.category())
        .containsExactly("foo-bar>=2|dev");
    assertThat(environment.warnings()).isEmpty();
  }

  @Test
  void read_channelsThatDoNotNest_areAProblem() {
    assertThat(
            failure(
                "channels: [a, c]\npip-repositories: [p]\ndependencies: [x]\n",
                "channels: [b, c]\npip-repositories: [q]\ndependencies: [x]\n"))
        .isEqualTo(
            """
            HERM-ENV-013 env1.yml:1:12: channels [b, c] are not the end of [a, c] of env0.yml
              Fix: give the same channels in every file, or in one file more of them before the \
            common ones
            HERM-ENV-014 env1.yml:2:20: pip-repositories [q] are not the end of [p] of env0.yml
              Fix: give the same pip-repositories in every file, or in one file more of them before \
            the common ones\
            """);
  }

  @Test
  void read_fileWithoutChannels_mergesWithAny() {
    assertThat(read("dependencies: [x]\n", "channels: [b, c]\ndependencies: [y]\n").channels())
        .extracting(RequestedChannel::text)
        .containsExactly("b", "c");
  }

  @Test
  void read_pinnedPipBesideSection_isSolvedAsPinnedAndHashedAsCondaLockDoes() {
    Environment environment = read("category: dev\ndependencies: [pip=23.1, {pip: [x]}]\n");

    PlatformRequest request = environment.requests().get(Platform.LINUX_64);
    assertThat(request.conda())
        .extracting(r -> r.text() + "|" + r.category())
        .containsExactly("pip=23.1|main");
    assertThat(request.hashed())
        .extracting(r -> r.text() + "|" + r.category())
        .containsExactly("pip *|main");
  }

  @Test
  void read_laterFilePinsPip_theFileWins() {
    Environment environment =
        read("dependencies: [{pip: [x]}]\n", "category: dev\ndependencies: [pip=23.1]\n");

    PlatformRequest request = environment.requests().get(Platform.LINUX_64);
    assertThat(request.hashed()).extracting(Requirement::text).containsExactly("pip=23.1");
    assertThat(request.conda()).extracting(Requirement::text).containsExactly("pip=23.1");
  }

  @Test
  void read_emptyPipSection_appendsPipOnlyForAList() {
    assertThat(conda(read("dependencies: [a, {pip: []}]\n"), Platform.LINUX_64))
        .containsExactly("a", "pip *");
    assertThat(conda(read("dependencies:\n  - a\n  - pip:\n"), Platform.LINUX_64))
        .containsExactly("a");
  }

  @Test
  void read_duplicateInOneFile_lastWinsWithWarning() {
    Environment environment =
        read("dependencies:\n  - a=1\n  - b\n  - A=2\n  - pip: [x==1, 'X>2']\n");

    assertThat(conda(environment, Platform.OSX_64)).containsExactly("A=2", "b", "pip *");
    assertThat(warnings(environment))
        .isEqualTo(
            """
            HERM-ENV-103 env0.yml:4:5: the dependency a is already given at line 2; the last one \
            counts
              Fix: remove one of the two
            HERM-ENV-103 env0.yml:5:17: the pip entry x is already given at line 5; the last one \
            counts
              Fix: remove one of the two\
            """);
  }

  @Test
  void read_unquotedNumber_asksForAMatchSpec() {
    assertThat(failure("dependencies:\n  - 3.10\n  -\n  - [a]\n"))
        .isEqualTo(
            """
            HERM-ENV-006 env0.yml:2:5: a dependency is the number 3.10, but a string was expected
              Fix: write a match spec such as numpy>=1.24
            HERM-ENV-006 env0.yml:3:4: a dependency is empty, but a string was expected
              Fix: write a match spec such as numpy>=1.24
            HERM-ENV-006 env0.yml:4:5: a dependency is a list, but a string was expected
              Fix: write a match spec such as numpy>=1.24\
            """);
  }

  @Test
  void read_nameAndVersionAsMapping_saysHowToWriteIt() {
    assertThat(failure("dependencies:\n  - python: 3.10\n  - npm:\n      - left-pad\n"))
        .isEqualTo(
            """
            HERM-ENV-007 env0.yml:2:5: dependencies: has the section python:, which is not known
              Fix: write the dependency as one string: - python=3.10
            HERM-ENV-007 env0.yml:3:5: dependencies: has the section npm:, which is not known
              Fix: remove it; only pip: and sel(linux|osx|unix|win): can stand here\
            """);
  }

  @Test
  void read_patternAsName_isAProblem() {
    assertThat(failure("dependencies:\n  - 'py*'\n"))
        .isEqualTo(
            """
            HERM-ENV-009 env0.yml:2:5: "py*" names no single package
              Fix: write the package's name without * and other patterns\
            """);
  }

  @Test
  void read_pipEntryThatIsNoString_isAProblem() {
    assertThat(failure("dependencies:\n  - pip:\n    - 1.5\n    - {a: b}\n"))
        .isEqualTo(
            """
            HERM-ENV-015 env0.yml:3:7: an entry of pip: is the number 1.5, but a string was expected
              Fix: quote it: "1.5"
            HERM-ENV-015 env0.yml:4:7: an entry of pip: is a mapping, but a string was expected
              Fix: write a line as in a requirements file, such as flask>=3\
            """);
  }

  @Test
  void read_badPlatforms_areProblems() {
    assertThat(failure("platforms: [linux-65, noarch]\ndependencies: [a]\n"))
        .startsWith(
            """
            HERM-ENV-010 env0.yml:1:13: "linux-65" is no platform to lock for
              Fix: write linux-64
            HERM-ENV-010 env0.yml:1:23: "noarch" is no platform to lock for
              Fix: use one of emscripten-wasm32, freebsd-64, linux-32, linux-64,\
            """);
  }

  @Test
  void read_wrongTypes_areAllReported() {
    assertThat(
            failure(
                """
                name: [x]
                channels: conda-forge
                platforms: {a: b}
                variables: [x]
                category: {}
                dependencies: numpy
                """,
                """
                channels: [1, a]
                dependencies:
                  - pip: numpy
                variables:
                  X: [1]
                """))
        .isEqualTo(
            """
            HERM-ENV-005 env0.yml:1:7: name: is a list, but a string was expected
              Fix: give a string
            HERM-ENV-005 env0.yml:2:11: channels: is a string, but a list was expected
              Fix: give a list
            HERM-ENV-005 env0.yml:3:12: platforms: is a mapping, but a list was expected
              Fix: give a list
            HERM-ENV-005 env0.yml:4:12: variables: is a list, but a mapping was expected
              Fix: give a mapping
            HERM-ENV-005 env0.yml:5:11: category: is a mapping, but a string was expected
              Fix: give a string
            HERM-ENV-005 env0.yml:6:15: dependencies: is a string, but a list was expected
              Fix: give a list
            HERM-ENV-005 env1.yml:1:12: a channel is the number 1, but a string was expected
              Fix: give a string
            HERM-ENV-005 env1.yml:3:10: pip: is a string, but a list was expected
              Fix: give a list
            HERM-ENV-005 env1.yml:5:6: the variable X is a list, but a string was expected
              Fix: give a string\
            """);
  }

  @Test
  void read_unknownKeys_warnAndSuggest() {
    Environment environment =
        read("dependencies: [a]\nchanels: [b]\nallow-pypi-requests: true\nprefix: /opt/x\n");

    assertThat(environment.channels()).isEmpty();
    assertThat(warnings(environment))
        .isEqualTo(
            """
            HERM-ENV-101 env0.yml:2:1: the key chanels: is not known and was ignored
              Fix: rename it to channels:, if that is meant; else remove it
            HERM-ENV-101 env0.yml:3:1: the key allow-pypi-requests: is not known and was ignored
              Fix: remove it
            HERM-ENV-102 env0.yml:4:1: prefix: was ignored: a lock file is for any place
              Fix: remove it\
            """);
  }

  @Test
  void read_missingDependencies_isAProblem() {
    assertThat(failure("channels: [a]\n"))
        .isEqualTo(
            """
            HERM-ENV-004 env0.yml: has no dependencies:
              Fix: add dependencies: with a list of packages\
            """);
    assertThat(failure("dependecies: [a]\n"))
        .isEqualTo(
            """
            HERM-ENV-004 env0.yml: has no dependencies:
              Fix: rename dependecies: to dependencies:\
            """);
  }

  @Test
  void read_emptyDependencies_warn() {
    Environment environment = read("dependencies:\n");

    assertThat(conda(environment, Platform.WIN_64)).isEmpty();
    assertThat(warnings(environment))
        .isEqualTo(
            """
            HERM-ENV-107 env0.yml:1:1: dependencies: is empty
              Fix: list the packages that are needed\
            """);
  }

  @Test
  void read_noMapping_isAProblem() {
    assertThat(failure("", "- a\n"))
        .isEqualTo(
            """
            HERM-ENV-003 env0.yml:1:1: the file is empty, but keys such as dependencies: were expected
              Fix: give at least dependencies: with a list of packages
            HERM-ENV-003 env1.yml:1:1: the file is a list, but keys such as dependencies: were expected
              Fix: give at least dependencies: with a list of packages\
            """);
  }

  @Test
  void read_variables_becomeStringsAsWritten() {
    Environment environment =
        read(
            """
            dependencies: [a]
            variables:
              A: 1
              B: 3.10
              C: yes
              D: 2.5
              E:
              F: "yes"
              G: 2024-01-31
            """);

    assertThat(environment.variables().toString())
        .isEqualTo("{A=1, B=3.10, C=yes, D=2.5, E=, F=yes, G=2024-01-31}");
    assertThat(environment.warnings())
        .extracting(Problem::code, Problem::subject)
        .containsExactly(
            tuple("HERM-ENV-106", "env0.yml:4:6"),
            tuple("HERM-ENV-106", "env0.yml:5:6"),
            tuple("HERM-ENV-106", "env0.yml:7:5"),
            tuple("HERM-ENV-106", "env0.yml:9:6"));
    assertThat(environment.warnings().get(0).render())
        .isEqualTo(
            """
            HERM-ENV-106 env0.yml:4:6: the variable B is the number 3.10, of which each tool makes \
            another text
              Fix: quote it: "3.10\"\
            """);
  }

  @Test
  void read_badVariableName_isAProblem() {
    assertThat(failure("dependencies: [a]\nvariables: {'A=B': x}\n"))
        .isEqualTo(
            """
            HERM-ENV-016 env0.yml:2:13: "A=B" is no name of an environment variable
              Fix: use letters, digits and underscores\
            """);
  }

  @Test
  void read_forbiddenName_warns() {
    assertThat(warnings(read("name: my env\ndependencies: [a]\n")))
        .isEqualTo(
            """
            HERM-ENV-105 env0.yml:1:7: "my env" is a name that CEP-24 forbids
              Fix: use a name other than base and root, without slash, space, colon and #\
            """);
    assertThat(read("name: base\ndependencies: [a]\n").warnings()).hasSize(1);
  }

  @Test
  void read_noFiles_isAProblem() {
    assertThat(failure())
        .isEqualTo(
            """
            HERM-ENV-001 hermetic.environment: names no file
              Fix: name at least one environment file, or remove the setting to read environment.yml\
            """);
  }

  @Test
  void read_recipe_isAProblem() throws IOException {
    Files.writeString(dir.resolve("meta.yaml"), "package: {}\n");

    HermeticException failure =
        catchThrowableOfType(
            HermeticException.class,
            () -> EnvironmentReader.read(new EnvironmentSource(dir, List.of(Path.of("meta.yaml")))));

    assertThat(failure)
        .hasMessage(
            """
            HERM-ENV-002 meta.yaml: is a recipe, of which the requirements are known only when it is \
            rendered
              Fix: write the dependencies into an environment.yml\
            """);
  }

  @Test
  void read_filesOfPipRequirements_areEntriesThatReadThem() throws IOException {
    Files.writeString(dir.resolve("environment.yml"), "dependencies: [python, {pip: [-r a.txt]}]\n");
    for (String name : List.of("pyproject.toml", "sub/pyproject.toml", "a.txt", "sub/a b.txt")) {
      Files.createDirectories(dir.resolve(name).getParent());
      Files.writeString(dir.resolve(name), "");
    }

    Environment environment =
        EnvironmentReader.read(
            new EnvironmentSource(
                dir,
                List.of(
                    Path.of("environment.yml"),
                    Path.of("pyproject.toml"),
                    Path.of("sub/pyproject.toml"),
                    Path.of("a.txt"),
                    Path.of("sub/a b.txt"))));

    assertThat(environment.requests().get(Platform.LINUX_64).pip())
        .extracting(one -> one.text() + " of " + one.location())
        .containsExactly(
            "-r a.txt of a.txt",
            "-r pyproject.toml of pyproject.toml",
            "-r pyproject.toml of sub/pyproject.toml",
            "-r \"a b.txt\" of sub/a b.txt");
    assertThat(environment.warnings()).isEmpty();
  }

  @Test
  void read_requirementsOfTheSameNameInTwoFolders_areTwoFiles() throws IOException {
    Files.createDirectories(dir.resolve("sub"));
    for (String name : List.of("environment.yml", "sub/environment.yml")) {
      Files.writeString(
          dir.resolve(name),
          "dependencies: [{pip: [-r r.txt, ./p, -e ., 'Numpy<2', --index-url https://h/simple]}]\n");
    }

    Environment environment =
        EnvironmentReader.read(
            new EnvironmentSource(
                dir, List.of(Path.of("environment.yml"), Path.of("sub/environment.yml"))));

    assertThat(environment.requests().get(Platform.LINUX_64).pip())
        .extracting(one -> one.text() + " of " + one.location().file())
        .containsExactly(
            "-r r.txt of environment.yml",
            "./p of environment.yml",
            "-e . of environment.yml",
            "Numpy<2 of sub/environment.yml",
            "--index-url https://h/simple of sub/environment.yml",
            "-r r.txt of sub/environment.yml",
            "./p of sub/environment.yml",
            "-e . of sub/environment.yml");
  }

  @Test
  void read_pipEntriesOfOneProjectWithMarkers_standTogether() {
    Environment environment = read(
        "dependencies: [{pip: [\"a==1; os_name == 'nt'\", \"a==2; os_name == 'posix'\", b==1]}]\n",
        "dependencies: [{pip: [b==2]}]\n");

    assertThat(environment.requests().get(Platform.LINUX_64).pip())
        .extracting(PipRequirement::text)
        .containsExactly("a==1; os_name == 'nt'", "a==2; os_name == 'posix'", "b==2");
    assertThat(environment.warnings()).isEmpty();
  }

  @Test
  void read_manyBadFiles_reportsAllInOrder() {
    write("a: [\n", "dependencies: [{pip: 1}]\nplatforms: [x]\n");

    HermeticException failure =
        catchThrowableOfType(
            HermeticException.class,
            () ->
                EnvironmentReader.read(
                    new EnvironmentSource(
                        dir,
                        List.of(Path.of("env1.yml"), Path.of("gone.yml"), Path.of("env0.yml")))));

    assertThat(failure.problems())
        .extracting(Problem::code, Problem::subject)
        .containsExactly(
            tuple("HERM-ENV-005", "env1.yml:1:22"),
            tuple("HERM-ENV-010", "env1.yml:2:13"),
            tuple("HERM-YAML-001", "gone.yml"),
            tuple("HERM-YAML-006", "env0.yml:2:1"));
  }

  @Test
  void read_fileOutsideTheDirectory_isShownInFull(@TempDir Path elsewhere) throws IOException {
    Path file = Files.writeString(elsewhere.resolve("e.yml"), "- a\n");

    HermeticException failure =
        catchThrowableOfType(
            HermeticException.class,
            () -> EnvironmentReader.read(new EnvironmentSource(dir, List.of(file))));

    assertThat(failure.problems().get(0).subject())
        .isEqualTo(file.toString().replace('\\', '/') + ":1:1");
  }

  @Test
  void read_credentials_neverShow() {
    assertThat(
            failure(
                "channels: ['https://u:secret@h/t/tok/x']\ndependencies: [a]\n",
                "channels: [b]\ndependencies: [a]\n"))
        .doesNotContain("secret")
        .doesNotContain("tok");
  }

  @Test
  void read_turkishLocaleAndOtherTimeZone_changesNothing() {
    String text = "dependencies: [PIP, NUMPY, {pip: [DJANGO]}]\nvariables: {I: 2024-01-31}\n";
    Environment expected = read(text);
    Locale locale = Locale.getDefault();
    TimeZone zone = TimeZone.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("tr-TR"));
      TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));

      assertThat(read(text)).isEqualTo(expected);
    } finally {
      Locale.setDefault(locale);
      TimeZone.setDefault(zone);
    }
  }
}
