package dev.hermetic.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class ApplicationFilesTest {
  @TempDir Path project;

  @Test
  void find_folder_takesWhatIsInIt() throws Exception {
    file("src/main/python/train.py");
    file("src/main/python/pkg/model.py");
    file("src/main/python/pkg/__pycache__/model.cpython-311.pyc");
    file("other.py");

    assertThat(find("src/main/python"))
        .containsExactly("app/pkg/model.py 644", "app/train.py 644");
    assertThat(find("src/main/python/=/srv"))
        .containsExactly("srv/pkg/model.py 644", "srv/train.py 644");
  }

  @Test
  void find_fileAndPattern_goWhereTheyAreSent() throws Exception {
    file("train.py");
    file("models/a.bin");
    file("models/old/b.bin");
    file("models/readme.md");

    assertThat(find("train.py", "models/*.bin=/opt/models", "models/readme.md=/opt/README"))
        .containsExactly("app/train.py 644", "opt/README 644", "opt/models/a.bin 644");
    assertThat(find("models/**/*.bin", "train.py=/bin/"))
        .containsExactly("app/a.bin 644", "app/old/b.bin 644", "bin/train.py 644");
  }

  @Test
  void find_excluded_staysOut() throws Exception {
    file("src/a.py");
    file("src/a.tmp");
    file("src/secret/key");
    file("src/deep/b.tmp");

    assertThat(find("src", "!*.tmp", "!src/secret")).containsExactly("app/a.py 644");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void find_modes_areTwoWhateverTheUmask() throws Exception {
    Files.setPosixFilePermissions(file("run"), PosixFilePermissions.fromString("rwx------"));
    Files.setPosixFilePermissions(file("data"), PosixFilePermissions.fromString("rw-rw-r--"));

    assertThat(find("run", "data")).containsExactly("app/data 644", "app/run 755");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void find_links_stayLinksWithinTheProject() throws Exception {
    file("src/a.py");
    Files.createSymbolicLink(project.resolve("src/b.py"), Path.of("a.py"));

    assertThat(ApplicationFiles.find(project, rules("src"), "/app"))
        .extracting(ApplicationFile::path, ApplicationFile::linkTarget)
        .containsExactly(
            tuple("app/a.py", null),
            tuple("app/b.py", "a.py"));
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void find_linkLeadsOut_isAProblem() throws Exception {
    Files.createDirectories(project.resolve("src"));
    Files.createSymbolicLink(project.resolve("src/out"), Path.of("/etc/passwd"));

    assertThatThrownBy(() -> find("src"))
        .hasMessageContaining(
            "HERM-IMAGE-005 src/out: the link leads to `/etc/passwd`, which is not in the project,"
                + " or not relative\n"
                + "  Fix: put the file itself there, or leave the link out with `!src/out` in"
                + " hermetic.image.files");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void find_unreadable_isAProblem() throws Exception {
    Path secret = file("src/secret");
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("---------"));
    assumeFalse(
        Files.isReadable(secret), "this user may read everything");

    assertThatThrownBy(() -> find("src"))
        .hasMessageContaining(
            "HERM-IMAGE-003 src/secret: it should go into the image and cannot be read: no"
                + " permission\n"
                + "  Fix: make it readable, or leave it out with `!src/secret` in"
                + " hermetic.image.files");
  }

  @Test
  void find_nothingFits_tellsEachRule() {
    assertThatThrownBy(() -> find("missing", "src/*.py"))
        .hasMessageContaining(
            "HERM-IMAGE-002 hermetic.image.files: nothing in the project fits `missing`\n"
                + "  Fix: correct the path, which starts at the project's folder, or take it out")
        .hasMessageContaining("nothing in the project fits `src/*.py`");
  }

  @Test
  void find_twoFilesOfOnePlace_isAProblem() throws Exception {
    file("a/x.py");
    file("b/x.py");

    assertThatThrownBy(() -> find("a", "b"))
        .hasMessageContaining(
            "HERM-IMAGE-004 hermetic.image.files: a/x.py and b/x.py would both be /app/x.py in the"
                + " image\n"
                + "  Fix: give one of them another target, as in `b/x.py=/another/place`");
    assertThat(find("a", "a/x.py")).containsExactly("app/x.py 644");
  }

  @Test
  void parse_badRule_isAProblem() {
    for (String rule : List.of("../x", "/etc/passwd", "a=b", "a=/x/../y", "", "a//b", "a\\b")) {
      assertThatThrownBy(() -> FileRule.parse(rule))
          .as(rule)
          .hasMessageContaining("HERM-IMAGE-001 hermetic.image.files: `" + rule + "`: `")
          .hasMessageContaining(
              "Fix: write `src/main/python`, `models/*.bin=/opt/models` or `!**/*.tmp`");
    }
  }

  private List<String> find(String... rules) {
    return ApplicationFiles.find(project, rules(rules), "/app").stream()
        .map(file -> file.path() + " " + Integer.toOctalString(file.mode()))
        .toList();
  }

  private static List<FileRule> rules(String... rules) {
    return Stream.of(rules).map(FileRule::parse).toList();
  }

  private Path file(String path) throws IOException {
    Path file = project.resolve(path);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, path);
  }
}
