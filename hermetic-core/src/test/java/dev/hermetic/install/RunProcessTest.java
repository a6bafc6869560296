package dev.hermetic.install;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hermetic.platform.Platform;
import dev.hermetic.testkit.PackageFile;
import dev.hermetic.testkit.TestPackage;
import java.io.BufferedReader;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A program that runs in an environment, below a process that is talked to and ended. */
@EnabledOnOs(OS.LINUX)
@Timeout(60)
class RunProcessTest {
  private static final String TALK =
      "#!/bin/sh\necho ready\nread word\necho \"got $word\"\nexit 7\n";
  private static final String STAY =
      "#!/bin/sh\ntrap 'echo ended; exit 3' TERM\necho ready\nwhile :; do sleep 0.05; done\n";

  private static final String WAIT =
      "#!/bin/sh\ntrap 'sleep 0.5; echo saved; exit 4' INT\necho ready\nwhile :; do sleep 0.05; done\n";

  @TempDir Path temp;

  /** Runs a program as the goal does. Arguments: the project's folder, the program. */
  public static final class Running {
    private Running() {}

    public static void main(String[] arguments) throws Exception {
      InstallProject project = new InstallProject(Path.of(arguments[0]));
      RunRequest request =
          new RunRequest(
              project.prefix,
              Optional.of(Platform.LINUX_64),
              List.of(arguments[1]),
              "hermetic.command",
              project.folder,
              project.folder.resolve("pycache"),
              Map.of("PATH", "/usr/bin:/bin"),
              Redirect.INHERIT,
              Redirect.INHERIT,
              Redirect.INHERIT);
      System.exit(EnvironmentRun.run(request));
    }
  }

  private Process start(String program) throws Exception {
    InstallProject project = new InstallProject(temp.toRealPath().resolve("project"));
    project
        .lock(
            TestPackage.of("programs", "1")
                .withFile(
                    PackageFile.executable("bin/talk", TALK.getBytes(StandardCharsets.UTF_8)))
                .withFile(
                    PackageFile.executable("bin/stay", STAY.getBytes(StandardCharsets.UTF_8)))
                .withFile(
                    PackageFile.executable("bin/wait", WAIT.getBytes(StandardCharsets.UTF_8))))
        .install();
    // A session of its own, as a terminal has one: Ctrl-C goes to all of its foreground group.
    return new ProcessBuilder(
            "setsid",
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty(
                "surefire.test.class.path", System.getProperty("java.class.path")),
            Running.class.getName(),
            project.folder.toString(),
            program)
        .redirectErrorStream(true)
        .start();
  }

  @Test
  void run_inputAndOutput_flowWhileTheProgramRuns() throws Exception {
    Process process = start("talk");
    try (BufferedReader output = process.inputReader();
        OutputStream input = process.getOutputStream()) {
      // Before anything was written to it.
      assertThat(output.readLine()).isEqualTo("ready");
      input.write("hello\n".getBytes(StandardCharsets.UTF_8));
      input.flush();
      assertThat(output.readLine()).isEqualTo("got hello");
      assertThat(process.waitFor()).isEqualTo(7);
    }
  }

  @Test
  void run_interruptOfTheTerminal_letsTheProgramEndItself() throws Exception {
    String status = Files.readString(Path.of("/proc/self/status"));
    long ignored =
        status.lines().filter(line -> line.startsWith("SigIgn:")).findFirst()
            .map(line -> Long.parseLong(line.substring(7).strip(), 16)).orElse(0L);
    Assumptions.assumeTrue((ignored & 2) == 0, "interrupts are ignored here, and so below");
    Process process = start("wait");
    try (BufferedReader output = process.inputReader()) {
      assertThat(output.readLine()).isEqualTo("ready");
      assertThat(process.descendants()).isNotEmpty();
      new ProcessBuilder("kill", "-INT", "--", "-" + process.pid()).start().waitFor();
      // However long it takes to save what it has.
      assertThat(output.readLine()).isEqualTo("saved");
      process.waitFor();
      assertThat(process.descendants()).isEmpty();
    }
  }

  @Test
  void run_termination_reachesTheProgram() throws Exception {
    Process process = start("stay");
    try (BufferedReader output = process.inputReader()) {
      assertThat(output.readLine()).isEqualTo("ready");
      assertThat(process.descendants()).isNotEmpty();
      // The process's own method closes what it prints to.
      process.toHandle().destroy();
      assertThat(output.readLine()).isEqualTo("ended");
      process.waitFor();
      assertThat(process.descendants()).isEmpty();
    }
  }
}
