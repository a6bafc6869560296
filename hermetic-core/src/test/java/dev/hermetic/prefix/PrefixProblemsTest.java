package dev.hermetic.prefix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hermetic.platform.Platform;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What people read. */
class PrefixProblemsTest {
  @Test
  void targetPrefix_notAbsolute_isTold() {
    assertThatThrownBy(() -> new TargetPrefix("env\n", Platform.LINUX_64))
        .hasMessage(
            "HERM-PREFIX-001 hermetic.targetPrefix: 'env?' is no absolute path of a folder on"
                + " linux-64\n  Fix: give a path like /opt/conda/envs/NAME");
    assertThatThrownBy(() -> new TargetPrefix("/", Platform.LINUX_64))
        .hasMessageStartingWith(
            "HERM-PREFIX-001 hermetic.targetPrefix: '/' is the root of the file system, which is no"
                + " place for an environment\n");
    for (String bad : List.of("", "C:/x", "a/b", "/a\nb")) {
      assertThatThrownBy(() -> new TargetPrefix(bad, Platform.LINUX_64))
          .hasMessageStartingWith("HERM-PREFIX-001");
    }
    assertThatThrownBy(() -> new TargetPrefix("/x", Platform.WIN_64))
        .hasMessageContaining("C:/envs/NAME");
  }

  @Test
  void problems_ofPackages_nameTheFileAndWhatToDo() {
    assertThat(PrefixProblems.badPython("python-x", "its version is no Python version", "x"))
        .hasMessageStartingWith("HERM-PREFIX-002 python-x: its version is no Python version: 'x'");
    assertThat(PrefixProblems.noPython("tool-1-0").render())
        .isEqualTo(
            "HERM-PREFIX-003 tool-1-0: is a noarch python package, but the environment has no"
                + " python\n  Fix: add python to the environment file and lock again");
    assertThat(PrefixProblems.fileAndFolder("lib", "a-1-0", "b-1-0").render())
        .startsWith("HERM-PREFIX-004 lib: is a file of a-1-0, but a folder of b-1-0\n");
    assertThat(PrefixProblems.behindLink("d/x", "d", "b-1-0").render())
        .startsWith(
            "HERM-PREFIX-005 b-1-0: its path d/x is behind a link in d that leads out of the prefix"
                + " or in circles\n");
    assertThat(PrefixProblems.tooLargeToPatch("x", "a-1-0"))
        .hasMessageStartingWith(
            "HERM-PREFIX-009 a-1-0: x has a placeholder, but more than 2 GiB\n");
  }

  @Test
  void problems_ofDisks_tellTheReason() {
    Path file = Path.of("/env/x");
    IOException full = new FileSystemException("/env/x", null, "No space left on device");
    assertThat(PrefixProblems.cannotWrite(file, full))
        .hasMessage(
            "HERM-PREFIX-013 /env/x: the file cannot be written: No space left on device\n  Fix:"
                + " make the folder writable and give it free space, then run the goal again");
    assertThat(PrefixProblems.cannotWrite(file, new AccessDeniedException("/env/x")))
        .hasMessageContaining("no permission");
    assertThat(PrefixProblems.noHardLinks(file, new FileSystemException("x", "y", "Invalid link")))
        .hasMessageStartingWith(
            "HERM-PREFIX-012 /env/x: cannot be a hard link to the cache: Invalid link\n");
    assertThat(PrefixProblems.compileFailed("/env/bin/python", "it ended with 1"))
        .hasMessageStartingWith(
            "HERM-PREFIX-015 /env/bin/python: the Python of the prefix cannot compile: it ended");
  }
}
