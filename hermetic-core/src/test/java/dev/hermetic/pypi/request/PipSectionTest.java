package dev.hermetic.pypi.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hermetic.environment.PipRequirement;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.Location;
import dev.hermetic.problem.Problem;
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
}
