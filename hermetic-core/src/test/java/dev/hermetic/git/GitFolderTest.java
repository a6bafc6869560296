package dev.hermetic.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GitFolderTest {
  @TempDir private Path root;

  @BeforeEach
  void commitTwice() throws IOException, InterruptedException {
    GitCheckout.create(root);
    Files.createDirectories(root.resolve("sub/module"));
    Files.writeString(root.resolve("sub/module/a.lock"), "one\n");
    GitCheckout.commit(root);
    Files.writeString(root.resolve("sub/module/a.lock"), "two\n");
    GitCheckout.commit(root);
    Files.writeString(root.resolve("sub/module/new.lock"), "three\n");
  }

  private static String read(Path folder, String revision, String file) {
    GitFolder git = new GitFolder(folder);
    return new String(git.read(git.commit(revision), file), StandardCharsets.UTF_8);
  }

  private static Problem problem(Path folder, String revision, String file) {
    return catchThrowableOfType(HermeticException.class, () -> read(folder, revision, file))
        .problems()
        .get(0);
  }

  @Test
  void file_isThatOfTheRevision_fromAnyFolder() {
    assertThat(read(root.resolve("sub/module"), "HEAD", "a.lock")).isEqualTo("two\n");
    assertThat(read(root.resolve("sub/module"), "HEAD~1", "a.lock")).isEqualTo("one\n");
    assertThat(read(root.resolve("sub"), "HEAD^", "module/a.lock")).isEqualTo("one\n");
    assertThat(read(root, "HEAD", "sub/module/a.lock")).isEqualTo("two\n");
  }

  @Test
  void branchedOff_isWhereTheHistoriesPart() {
    GitFolder git = new GitFolder(root.resolve("sub"));
    assertThat(git.branchedOff("HEAD~1")).contains(git.commit("HEAD~1").id());
    assertThat(git.branchedOff("no-such-branch")).isEmpty();
    assertThat(git.branchedOff("--all")).isEmpty();
  }

  @Test
  void missingRevision_isAProblem() {
    assertThat(problem(root, "no-such-branch", "x").render())
        .isEqualTo(
            "HERM-GIT-003 revision 'no-such-branch': is not in this checkout, nor is there such a"
                + " file\n  Fix: correct the name: `git log --oneline` lists commits, `git branch"
                + " --all` branches");
  }

  @Test
  void missingRevision_ofAShallowCheckout_saysSo(@TempDir Path other) throws Exception {
    Path clone = other.resolve("clone");
    GitCheckout.run(root, "clone", "-q", "--depth=1", root.toUri().toString(), clone.toString());
    assertThat(problem(clone, "HEAD~1", "x").render())
        .isEqualTo(
            "HERM-GIT-003 revision 'HEAD~1': is not in this checkout, which is shallow\n  Fix:"
                + " fetch more of the history (`git fetch --unshallow`, or fetch-depth: 0 in CI),"
                + " or correct the name");
  }

  @Test
  void untrackedFile_isAProblem() {
    assertThat(problem(root.resolve("sub/module"), "HEAD", "new.lock").render())
        .isEqualTo(
            "HERM-GIT-004 new.lock: is not in revision 'HEAD': it was not tracked then\n  Fix:"
                + " commit the file first, or name a revision that has it");
  }

  @Test
  void folder_isNoFile() {
    assertThat(problem(root, "HEAD", "sub").code()).isEqualTo("HERM-GIT-004");
  }

  @Test
  void noCheckout_isAProblem(@TempDir Path elsewhere) {
    assertThat(problem(elsewhere, "HEAD", "x").render())
        .isEqualTo(
            "HERM-GIT-002 "
                + elsewhere
                + ": is not in a git checkout, so that there is no revision 'HEAD'\n  Fix: run this"
                + " in a checkout, or compare two files with -Dhermetic.from=FILE"
                + " -Dhermetic.to=FILE");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "-h", "--output=x", "HEAD:a.lock", "a b", "", "a\nb", ":/text"})
  void optionsAndOtherTexts_areNoRevisions(String text) {
    Problem problem = problem(root, text, "x");
    assertThat(problem.render())
        .isEqualTo(
            "HERM-GIT-001 revision '"
                + text.replace("\n", "\\u000A")
                + "': is neither a file nor a revision of git\n  Fix: name a lock file, or a"
                + " commit, branch or tag, for example HEAD~1");
  }

  @Test
  void noGit_isAProblemOfTheSurroundings() {
    GitFolder git = new GitFolder(root, "no-such-git-command");
    Problem problem =
        catchThrowableOfType(HermeticException.class, () -> git.commit("HEAD")).problems().get(0);
    assertThat(problem.kind()).isEqualTo(Problem.Kind.ENVIRONMENT);
    assertThat(problem.render()).startsWith("HERM-GIT-005 git: the command cannot be run: ");
  }
}
