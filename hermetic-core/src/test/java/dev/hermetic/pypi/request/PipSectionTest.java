package dev.hermetic.pypi.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hermetic.environment.PipRequirement;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.Location;
import dev.hermetic.problem.Problem;
import dev.hermetic.pypi.version.SpecifierSet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PipSectionTest {
  private static final String SHA = "a".repeat(64);

  @TempDir Path directory;

  private void write(String file, String... lines) throws IOException {
    Path path = directory.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, String.join("\n", lines));
  }

  private PipRequest readFile(String file) {
    return PipSection.readFile(file, "main", directory, Map.of("TOKEN", "s3cret"));
  }

  private PipRequest readEntries(String... entries) {
    List<PipRequirement> all = new ArrayList<>();
    for (String entry : entries) {
      all.add(
          new PipRequirement(entry, "dev", new Location("sub/environment.yml", 8 + all.size(), 7)));
    }
    return PipSection.read(all, List.of(), directory, Map.of());
  }

  private static List<String> texts(List<AskedRequirement> asked) {
    return asked.stream().map(one -> one.requirement() + " " + one.location()).toList();
  }

  @Test
  void lines_areJoinedAndCommentsLeftOut() throws IOException {
    write(
        "requirements.txt",
        "\ufeff# first",
        "numpy >= 2 \\",
        "  , < 3  # why",
        "",
        "  pandas[sql]; python_version \\",
        "# ends what was to be continued",
        " ",
        "x @ https://host/x-1-py3-none-any.whl#egg=no \\");
    assertThatThrownBy(() -> readFile("requirements.txt"))
        .hasMessageStartingWith("HERM-REQ-017 requirements.txt:5:30: one of ==");
    write("requirements.txt", "numpy >= 2 \\", "  , < 3  # why", "x @ https://h/x#y \\");
    assertThat(texts(readFile("requirements.txt").requirements()))
        .containsExactly(
            "numpy<3,>=2 requirements.txt:1:1", "x @ https://h/x#y requirements.txt:3:1");
  }

  @Test
  void options_areRead() throws IOException {
    write(
        "requirements.txt",
        "-i https://${TOKEN}@index/simple --extra-index-url=https://extra/simple",
        "--extra-index-url \"https://second/${UNKNOWN}\"",
        "-f wheels",
        "--find-links=https://links/",
        "--pre",
        "-e .",
        "-e git+https://host/repo.git@main#egg=repo",
        "--trusted-host host",
        "a==1 --hash=sha256:" + SHA.toUpperCase() + " \\",
        "  --hash sha512:" + "b".repeat(128));
    PipRequest request = readFile("requirements.txt");
    assertThat(request.index()).map(IndexLocation::url).contains("https://s3cret@index/simple");
    assertThat(request.indexes(new IndexLocation("https://pypi.org/simple", Location.of("x"))))
        .map(IndexLocation::url)
        .containsExactly(
            "https://extra/simple", "https://second/${UNKNOWN}", "https://s3cret@index/simple");
    assertThat(request.findLinks())
        .map(IndexLocation::url)
        .containsExactly("wheels", "https://links/");
    assertThat(request.prereleases()).isTrue();
    assertThat(request.locals())
        .map(LocalSource::reference)
        .containsExactly(".", "git+https://host/repo.git@main#egg=repo");
    assertThat(request.locals()).allMatch(LocalSource::editable);
    assertThat(request.requirements().get(0).hashes())
        .containsExactly("sha256:" + SHA, "sha512:" + "b".repeat(128));
    assertThat(request.warnings())
        .map(Problem::render)
        .containsExactly(
            "HERM-REQ-101 requirements.txt:8:1: --trusted-host has no effect\n"
                + "  Fix: remove it");
  }

  @Test
  void noIndex_leavesLinksAlone() {
    PipRequest request = readEntries("--no-index", "-f wheels", "a");
    assertThat(request.indexes(new IndexLocation("https://pypi.org/simple", Location.of("x"))))
        .isEmpty();
  }

  @Test
  void nestedFiles_areRelativeToTheirFile() throws IOException {
    write("sub/base.txt", "a", "-rmore/more.txt", "-c limits.txt");
    write("sub/more/more.txt", "b", "--requirement=../last.txt");
    write("sub/last.txt", "c>=1");
    write("sub/limits.txt", "d<2", "-r last.txt");
    PipRequest request = readEntries("-r base.txt", "e");
    assertThat(texts(request.requirements()))
        .containsExactly(
            "a sub/base.txt:1:1",
            "b sub/more/more.txt:1:1",
            "c>=1 sub/more/../last.txt:1:1",
            "e sub/environment.yml:9:7");
    assertThat(texts(request.constraints()))
        .containsExactly("d<2 sub/limits.txt:1:1", "c>=1 sub/last.txt:1:1");
    assertThat(request.requirements()).allMatch(one -> one.category().equals("dev"));
  }

  @Test
  void cycle_isNamed() throws IOException {
    write("a.txt", "x", "-r sub/b.txt");
    write("sub/b.txt", "-r ../a.txt");
    assertThatThrownBy(() -> readFile("a.txt"))
        .hasMessage(
            "HERM-REQ-003 sub/b.txt:1:1: these files read each other: a.txt → sub/b.txt → a.txt\n"
                + "  Fix: remove one of the -r or -c");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "./pkg|./pkg",
        "../pkg|../pkg",
        "/opt/pkg|/opt/pkg",
        "file:///opt/x-1-py3-none-any.whl|file:///opt/x-1-py3-none-any.whl",
        "wheels/x-1-py3-none-any.whl|wheels/x-1-py3-none-any.whl"
      })
  void paths_areLocal(String entry, String reference) {
    PipRequest request = readEntries(entry);
    assertThat(request.locals()).map(LocalSource::reference).containsExactly(reference);
    assertThat(request.locals()).noneMatch(LocalSource::editable);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "https://host/a_b-1-py3-none-any.whl|a-b @ https://host/a_b-1-py3-none-any.whl",
        "git+https://host/r.git@main#egg=Repo[x]|repo[x] @ git+https://host/r.git@main#egg=Repo[x]",
        "repo@git+ssh://git@host/r.git|repo @ git+ssh://git@host/r.git"
      })
  void urls_tellTheirProject(String entry, String expected) {
    assertThat(readEntries(entry).requirements())
        .map(one -> one.requirement().toString())
        .containsExactly(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-r none.txt|HERM-REQ-001 sub/environment.yml:8:7: there is no file sub/none.txt",
        "-r .|HERM-REQ-002 sub/environment.yml:8:7: sub/. cannot be read: it is no regular file",
        "--upgrade|HERM-REQ-004 sub/environment.yml:8:7: --upgrade is no option",
        "a --upgrade|HERM-REQ-004 sub/environment.yml:8:7: --upgrade is no option",
        "-i|HERM-REQ-005 sub/environment.yml:8:7: -i has no value",
        "-r https://u:p@h/r.txt|HERM-REQ-006 sub/environment.yml:8:7: requirements are read from"
            + " files, not from https://***@h/r.txt",
        "git+https://u:p@h/r.git|HERM-REQ-007 sub/environment.yml:8:7: does not tell which project"
            + " lies at git+https://***@h/r.git",
        "a --hash=md5:00|HERM-REQ-008 sub/environment.yml:8:7: --hash=md5:00 is no digest",
        "--no-binary :all:|HERM-REQ-009 sub/environment.yml:8:7: --no-binary asks for packages",
        "a; os_name|HERM-REQ-017 sub/environment.yml:8:17: one of =="
      })
  void problem_namesThePlace(String entry, String message) throws IOException {
    Files.createDirectories(directory.resolve("sub"));
    assertThatThrownBy(() -> readEntries(entry))
        .isInstanceOf(HermeticException.class)
        .hasMessageStartingWith(message);
  }

  @Test
  void problems_areToldAtOnce() throws IOException {
    write("r.txt", "a b", "-x", "c", "-r r2.txt");
    assertThatThrownBy(() -> readFile("r.txt"))
        .isInstanceOfSatisfying(
            HermeticException.class,
            e ->
                assertThat(e.problems())
                    .map(Problem::code)
                    .containsExactly("HERM-REQ-017", "HERM-REQ-004", "HERM-REQ-001"));
  }

  @Test
  void file_thatIsNoText_isRefused() throws IOException {
    Files.write(directory.resolve("r.txt"), "caf\u00e9".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> readFile("r.txt"))
        .hasMessageStartingWith("HERM-REQ-002 r.txt: r.txt cannot be read: it is not UTF-8");
  }

  @Test
  @Timeout(20)
  void hugeFiles_areReadInLinearTime() throws IOException {
    write(
        "r.txt", "a" + " --".repeat(100_000), "b" + "#".repeat(1_000_000), "\\\n".repeat(100_000));
    assertThatThrownBy(() -> readFile("r.txt")).isInstanceOf(HermeticException.class);
    Files.write(directory.resolve("r.txt"), new byte[10_000_001]);
    assertThatThrownBy(() -> readFile("r.txt")).hasMessageContaining("it is too large");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "git+https://h/r.git@0123456789012345678901234567890123456789#egg=a&subdirectory=s/t"
            + "|https://h/r.git|0123456789012345678901234567890123456789|a|s/t|true",
        "git+ssh://git@h/r.git@v1|ssh://git@h/r.git|v1|||false",
        "hg+https://u:p@h/r|https://u:p@h/r||||false",
        "git+ssh://git@h|ssh://git@h||||false"
      })
  void vcsReference_isTakenApart(
      String text, String url, String revision, String egg, String subdirectory, boolean pinned) {
    VcsReference reference = VcsReference.parse(text).orElseThrow();
    assertThat(reference.url()).isEqualTo(url);
    assertThat(reference.revision().orElse(null)).isEqualTo(revision);
    assertThat(reference.egg().map(Object::toString).orElse(null)).isEqualTo(egg);
    assertThat(reference.subdirectory().orElse(null)).isEqualTo(subdirectory);
    assertThat(reference.isPinned()).isEqualTo(pinned);
    assertThat(VcsReference.parse("https://h/r.git")).isEmpty();
  }

  private void project() throws IOException {
    write(
        "sub/pyproject.toml",
        "[project]",
        "name = 'My.Project'",
        "requires-python = '>=3.10'",
        "dependencies = ['numpy>=2']",
        "[project.optional-dependencies]",
        "plot = ['matplotlib', \"colorama; sys_platform == 'win32'\"]",
        "all = [\"my-project[plot]; python_version > '3'\", 'my_project[all,io]']",
        "io = ['pyarrow']",
        "[dependency-groups]",
        "test = ['pytest', 'my-project[io]']");
  }

  @Test
  void pyproject_isReadWithTheExtrasAndGroupsThatAreNamed() throws IOException {
    project();
    PipRequest plain = readEntries("-r pyproject.toml");
    assertThat(texts(plain.requirements())).containsExactly("numpy>=2 sub/pyproject.toml:4:17");
    assertThat(plain.requirements().get(0).category()).isEqualTo("dev");
    assertThat(plain.pythons())
        .containsExactly(
            new AskedPython(
                SpecifierSet.parse(">=3.10"), new Location("sub/pyproject.toml", 3, 1)));

    assertThat(texts(readEntries("-r pyproject.toml --extra plot --extra=io").requirements()))
        .containsExactly(
            "numpy>=2 sub/pyproject.toml:4:17",
            "pyarrow sub/pyproject.toml:8:7",
            "matplotlib sub/pyproject.toml:6:9",
            "colorama; sys_platform == \"win32\" sub/pyproject.toml:6:23");
    assertThat(texts(readEntries("--group Test", "--group ./pyproject.toml:test").requirements()))
        .containsExactly(
            "pytest sub/pyproject.toml:10:9",
            "numpy>=2 sub/pyproject.toml:4:17",
            "pyarrow sub/pyproject.toml:8:7",
            "pytest sub/./pyproject.toml:10:9",
            "numpy>=2 sub/./pyproject.toml:4:17",
            "pyarrow sub/./pyproject.toml:8:7");
  }

  /** An extra of the project itself stands for its requirements, under the condition of its entry. */
  @Test
  void pyproject_extrasThatNameTheProject_areWhatTheyStandFor() throws IOException {
    project();
    assertThat(texts(readEntries("-r pyproject.toml --extra all").requirements()))
        .containsExactly(
            "numpy>=2 sub/pyproject.toml:4:17",
            "numpy>=2; python_version > \"3\" sub/pyproject.toml:4:17",
            "matplotlib; python_version > \"3\" sub/pyproject.toml:6:9",
            "colorama; python_version > \"3\" and sys_platform == \"win32\" sub/pyproject.toml:6:23",
            "pyarrow sub/pyproject.toml:8:7");
  }

  @Test
  void pyproject_asConstraints_limits() throws IOException {
    project();
    assertThat(texts(readEntries("-c pyproject.toml").constraints()))
        .containsExactly("numpy>=2 sub/pyproject.toml:4:17");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-r pyproject.toml --extra gone|HERM-REQ-018 sub/environment.yml:8:7: sub/pyproject.toml has no"
            + " extra gone",
        "-r other.txt --extra plot|HERM-REQ-020 sub/environment.yml:8:7: --extra plot stands without a",
        "--extra plot|HERM-REQ-020 sub/environment.yml:8:7: --extra plot stands without a",
        "--extra a:b -r pyproject.toml|HERM-REQ-013 sub/environment.yml:8:7: \"a:b\" is no name of an",
        "--group gone|HERM-REQ-014 sub/environment.yml:8:7: there is no group gone",
        "--group no.toml:gone|HERM-REQ-001 sub/environment.yml:8:7: there is no file sub/no.toml",
        "--group|HERM-REQ-005 sub/environment.yml:8:7: --group has no value",
        "-r poetry/pyproject.toml|HERM-REQ-019 sub/environment.yml:8:7: sub/poetry/pyproject.toml has no"
            + " [project] table",
        "-r dynamic/pyproject.toml|HERM-REQ-012 sub/dynamic/pyproject.toml:2:23: dependencies is dynamic",
        "-r gone/pyproject.toml|HERM-REQ-001 sub/environment.yml:8:7: there is no file",
      })
  void pyproject_whatItDoesNotSay_isAProblem(String entry, String message) throws IOException {
    project();
    write("sub/other.txt", "numpy");
    write("sub/poetry/pyproject.toml", "[tool.poetry.dependencies]", "numpy = '2'");
    write(
        "sub/dynamic/pyproject.toml",
        "[project]",
        "dynamic = ['version', 'dependencies']",
        "[dependency-groups]",
        "test = ['pytest']");
    assertThatThrownBy(() -> readEntries(entry)).hasMessageStartingWith(message);
    assertThat(texts(readEntries("--group dynamic/pyproject.toml:test").requirements())).hasSize(1);
  }

  @Test
  void pyproject_settingsOfCondaLock_areWarnedOf() throws IOException {
    project();
    write(
        "sub/lock.pyproject.toml",
        "project.name = 'a'",
        "[tool.conda-lock]",
        "channels = ['conda-forge']");
    write("sub/pip.pyproject.toml", "project.name = 'a'", "tool.conda-lock.default-non-conda-source = 'pip'");
    assertThat(readEntries("-r pip.pyproject.toml").warnings()).isEmpty();
    assertThat(readEntries("-r lock.pyproject.toml", "-r ./lock.pyproject.toml").warnings())
        .extracting(Problem::render)
        .first()
        .asString()
        .startsWith(
            "HERM-REQ-102 sub/lock.pyproject.toml:2:1: [tool.conda-lock] is not read: channels,"
                + " platforms and conda packages in it do not count");
  }

  /** As entries do: of one project the last environment file counts, whatever it names. */
  @Test
  void read_ofSeveralEnvironmentFiles_laterOnesReplaceWhatFilesOfEarlierOnesAsk() throws IOException {
    project();
    write("requirements.txt", "numpy<2", "scipy", "scipy<2");
    List<PipRequirement> entries =
        List.of(
            new PipRequirement("-r requirements.txt", "main", Location.of("requirements.txt")),
            new PipRequirement("-r pyproject.toml", "main", Location.of("sub/pyproject.toml")));
    PipRequest request = PipSection.read(entries, List.of(), directory, Map.of());
    assertThat(texts(request.requirements()))
        .containsExactly(
            "scipy requirements.txt:2:1",
            "scipy<2 requirements.txt:3:1",
            "numpy>=2 sub/pyproject.toml:4:17");
    assertThat(PipSection.files(entries, directory, Map.of()))
        .containsExactly("requirements.txt", "sub/pyproject.toml");
  }

  @Test
  void options_inQuotes_mayHoldSpaces() throws IOException {
    write("sub/two words.txt", "numpy");
    assertThat(texts(readEntries("-r \"two words.txt\"").requirements()))
        .containsExactly("numpy sub/two words.txt:1:1");
  }
}
