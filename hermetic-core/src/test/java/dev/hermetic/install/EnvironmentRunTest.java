package dev.hermetic.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hermetic.platform.Platform;
import dev.hermetic.problem.Problem;
import dev.hermetic.testkit.PackageFile;
import dev.hermetic.testkit.TestPackage;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Runs /bin/sh for a program: its prefix is linux-64's, whatever this machine is. */
@EnabledOnOs(OS.LINUX)
class EnvironmentRunTest {
  @TempDir Path temp;
  private InstallProject project;

  @BeforeEach
  void install() throws Exception {
    project = new InstallProject(temp.toRealPath().resolve("project"));
    String script = "#!/bin/sh\necho \"$GREETING, $1\"; cat; exit \"${2:-0}\"\n";
    project.lock(
        TestPackage.of("greet", "1.0")
            .withFile(
                PackageFile.executable("bin/greet", script.getBytes(StandardCharsets.UTF_8)))
            .withFile(PackageFile.text("etc/conda/env_vars.d/g.json", "{\"GREETING\": \"Hello\"}")));
    project.install();
  }

  private RunRequest request(String... command) throws Exception {
    Path input = Files.writeString(temp.resolve("in"), "from stdin\n");
    return new RunRequest(
        project.prefix,
        Optional.of(Platform.LINUX_64),
        List.of(command),
        "hermetic.command",
        project.folder,
        temp.resolve("caches"),
        Map.of("PATH", "/usr/bin:/bin", "PYTHONHOME", "/elsewhere"),
        Redirect.from(input.toFile()),
        Redirect.to(temp.resolve("out").toFile()),
        Redirect.to(temp.resolve("err").toFile()));
  }

  private String output() throws Exception {
    return Files.readString(temp.resolve("out"));
  }

  @Test
  void run_programOfThePrefix_hasVariablesArgumentsAndInput() throws Exception {
    assertThat(EnvironmentRun.run(request("greet", "big world"))).isZero();
    assertThat(output()).isEqualTo("Hello, big world\nfrom stdin\n");
  }

  @Test
  void run_environment_isActivatedAndKeepsCachesOut() throws Exception {
    EnvironmentRun.run(request("env"));
    assertThat(output().lines())
        .contains(
            "PATH=" + project.prefix + "/bin:/usr/bin:/bin",
            "CONDA_PREFIX=" + project.prefix,
            "CONDA_SHLVL=1",
            "PYTHONNOUSERSITE=1")
        .anyMatch(line -> line.startsWith("PYTHONPYCACHEPREFIX=" + temp.resolve("caches")))
        .noneMatch(line -> line.startsWith("PYTHONHOME="));
  }

  @Test
  void run_exitCodeAndSignal_areTold() throws Exception {
    RunRequest failing = request("greet", "x", "3");
    int code = EnvironmentRun.run(failing);
    assertThat(code).isEqualTo(3);
    assertThat(EnvironmentRun.failure(code, failing).map(Problem::render))
        .contains(
            "HERM-INST-018 hermetic.command: greet ended with exit code 3\n"
                + "  Fix: see what it printed above");
    assertThat(EnvironmentRun.failure(0, failing)).isEmpty();
    RunRequest killed = request("sh", "-c", "kill -TERM $$");
    int signal = EnvironmentRun.run(killed);
    assertThat(EnvironmentRun.failure(signal, killed).map(Problem::fact))
        .contains("sh was ended by signal 15");
  }

  @Test
  void run_whatCannotRun_isTold() throws Exception {
    RunRequest absent = request("no-such-program");
    assertThatThrownBy(() -> EnvironmentRun.run(absent))
        .hasMessage(
            "HERM-INST-017 hermetic.command: there is no program no-such-program in the"
                + " environment, nor in PATH\n  Fix: add the package that brings it to the"
                + " environment file and lock again, or name another command");
    Files.writeString(project.folder.resolve("text"), "x");
    RunRequest text = request("./text");
    assertThatThrownBy(() -> EnvironmentRun.run(text)).hasMessageStartingWith("HERM-INST-019 ");
    assertThatThrownBy(
            () -> EnvironmentRun.checkHost(Platform.LINUX_64, Optional.of(Platform.OSX_ARM64)))
        .hasMessage(
            "HERM-INST-014 hermetic.platform: programs of linux-64 do not run on this machine, which"
                + " is osx-arm64\n  Fix: run it on a machine of linux-64, or lock and install for"
                + " osx-arm64");
    Path moved = temp.toRealPath().resolve("moved");
    Files.move(project.prefix, moved);
    RunRequest there = request("greet");
    assertThatThrownBy(() -> EnvironmentRun.run(there)).hasMessageStartingWith("HERM-INST-011 ");
    RunRequest elsewhere =
        new RunRequest(moved, there.host(), there.command(), there.parameter(), there.directory(),
            there.caches(), there.outside(), there.input(), there.output(), there.error());
    assertThatThrownBy(() -> EnvironmentRun.run(elsewhere))
        .hasMessageStartingWith("HERM-INST-015 " + moved + ": is made to be used at ");
  }

  @Test
  void run_pythonOfThisMachine_isNoProgramOfTheEnvironment() throws Exception {
    Path host = Files.createDirectories(temp.toRealPath().resolve("host"));
    program(host.resolve("pytest"), "#!/usr/bin/env bash\nexec pyenv exec pytest\n");
    Files.createSymbolicLink(host.resolve("python3.99"), Path.of("/bin/echo"));
    program(host.resolve("pypy3"), "\177ELF");
    Files.createSymbolicLink(host.resolve("py"), Path.of("pypy3"));
    Files.createSymbolicLink(host.resolve("make"), Path.of("/bin/echo"));
    assertThatThrownBy(() -> EnvironmentRun.run(withPath(host, "pytest", "-q")))
        .hasMessage(
            "HERM-INST-025 hermetic.command: there is no program pytest in the environment, and "
                + host
                + "/pytest of this machine may run another Python\n  Fix: add the package that brings it"
                + " to the environment file and lock again, or name a program of this machine by its"
                + " path");
    for (String name : List.of("python3.99", "py")) {
      assertThatThrownBy(() -> EnvironmentRun.run(withPath(host, name), words -> List.of("true")))
          .hasMessageStartingWith("HERM-INST-025 ");
    }
    assertThat(EnvironmentRun.run(withPath(host, "make", "made"))).isZero();
    assertThat(output()).isEqualTo("made\n");
  }

  private static void program(Path file, String text) throws Exception {
    Files.writeString(file, text);
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  private RunRequest withPath(Path folder, String... command) throws Exception {
    RunRequest like = request(command);
    return new RunRequest(
        like.prefix(), like.host(), like.command(), like.parameter(), like.directory(),
        like.caches(), Map.of("PATH", folder.toString()), like.input(), like.output(),
        like.error());
  }

  @Test
  void words_areThoseOfAShellWithoutExpansions() {
    assertThat(CommandWords.of(" python  'train it.py' --x=\"a \\\"b\" c\\ d $HOME '' ", "p"))
        .containsExactly("python", "train it.py", "--x=a \"b", "c d", "$HOME", "");
    assertThatThrownBy(() -> CommandWords.of(" ", "hermetic.command"))
        .hasMessage(
            "HERM-INST-016 hermetic.command: names no program\n  Fix: write a program and its"
                + " arguments, with quotes around blanks: \"python train.py\"");
    assertThatThrownBy(() -> CommandWords.of("a 'b", "p")).hasMessageContaining("does not end");
  }
}
