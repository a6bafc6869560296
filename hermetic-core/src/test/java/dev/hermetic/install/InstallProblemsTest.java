package dev.hermetic.install;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What people read where a test cannot make the disk fail. */
class InstallProblemsTest {
  @Test
  void problems_ofDisks_tellTheReason() {
    assertThat(
            InstallProblems.cannotWrite(
                Path.of("/env"), new FileSystemException("/env", null, "No space left on device")))
        .hasMessage(
            "HERM-INST-007 /env: cannot be written: No space left on device\n  Fix: make the folder"
                + " writable and give it free space, then run the goal again; the environment that"
                + " was there is as it was");
    assertThat(InstallProblems.cannotRead(Path.of("/env/x"), new AccessDeniedException("/env/x")))
        .hasMessage(
            "HERM-INST-020 /env/x: cannot be read: no permission\n  Fix: give this user leave to"
                + " read it");
    assertThat(InstallProblems.interrupted("/env").render())
        .isEqualTo(
            "HERM-INST-008 /env: interrupted\n  Fix: run the goal again; the environment that was"
                + " there is as it was");
  }
}
