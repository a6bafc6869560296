package dev.hermetic.install;

import dev.hermetic.activate.Activation;
import dev.hermetic.activate.ActivationReader;
import dev.hermetic.platform.Platform;
import dev.hermetic.prefix.PrefixManifest;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.Problem;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Runs a program in an installed environment, with the variables of its activation. What Python
 * compiles goes to a folder of its own for each digest of the environment: Python takes a compiled
 * file for that of a source by time and size, which another build of a package can share.
 */
public final class EnvironmentRun {
  private static final long PATIENCE_SECONDS = 10;

  /** For a program that was interrupted from the terminal and ends itself. */
  private static final long INTERRUPTED_PATIENCE_SECONDS = 60;

  private EnvironmentRun() {}

  /**
   * Checks that programs of a platform run here.
   *
   * @throws HermeticException HERM-INST-014
   */
  public static void checkHost(Platform platform, Optional<Platform> host) {
    if (!host.equals(Optional.of(platform))) {
      throw InstallProblems.wrongHost(
          platform, host.map(Platform::subdir).orElse("none that conda knows"));
    }
  }

  /**
   * Checks that an environment is for the place where it lies.
   *
   * @param patched the path that is written into its files
   * @throws HermeticException HERM-INST-015
   */
  public static void checkPlace(Path prefix, String patched) {
    if (!patched.equals(prefix.toString())) {
      throw InstallProblems.movedPrefix(prefix, patched);
    }
  }

  /**
   * Runs a program to its end.
   *
   * @return its exit code; 128 and more where a signal ended it
   * @throws HermeticException HERM-INST-011, 014 to 017, 019 or 025 when it cannot be run
   */
  public static int run(RunRequest request) {
    return run(request, UnaryOperator.identity());
  }

  /**
   * The same through another program.
   *
   * @param through makes of the command, once its program is found, the words that are started
   */
  public static int run(RunRequest request, UnaryOperator<List<String>> through) {
    PrefixManifest manifest = PrefixPlace.manifest(request.prefix());
    checkHost(manifest.platform(), request.host());
    checkPlace(request.prefix(), manifest.prefix());
    SortedMap<String, String> variables = variables(request, manifest);
    List<String> words = new ArrayList<>(request.command());
    words.set(0, program(request, variables.getOrDefault("PATH", "")));
    ProcessBuilder builder =
        new ProcessBuilder(through.apply(words))
            .directory(request.directory().toFile())
            .redirectInput(request.input())
            .redirectOutput(request.output())
            .redirectError(request.error());
    builder.environment().clear();
    builder.environment().putAll(variables);
    return finish(builder, request);
  }

  /**
   * How a program ended, when not well.
   *
   * @return HERM-INST-018; empty when the exit code is 0
   */
  public static Optional<Problem> failure(int exitCode, RunRequest request) {
    return exitCode == 0
        ? Optional.empty()
        : Optional.of(
            InstallProblems.commandFailed(
                request.parameter(),
                request.command().get(0),
                exitCode > 128
                    ? "was ended by signal " + (exitCode - 128)
                    : "ended with exit code " + exitCode));
  }

  private static SortedMap<String, String> variables(RunRequest request, PrefixManifest manifest) {
    Activation activation =
        ActivationReader.read(request.prefix(), manifest.prefix(), manifest.platform());
    SortedMap<String, String> variables = activation.variables(request.outside());
    // Another Python's home, or packages of the user, are no part of the environment.
    variables.remove("PYTHONHOME");
    variables.putIfAbsent("PYTHONNOUSERSITE", "1");
    variables.putIfAbsent(
        "PYTHONPYCACHEPREFIX",
        request.caches().resolve(manifest.digest().substring(0, 16)).toString());
    return variables;
  }

  /**
   * Java itself would look into the PATH of its own process. What is in no package of the
   * environment may come from this machine, such as a shell, but not with another Python: that would
   * pass tests which the environment fails.
   */
  private static String program(RunRequest request, String path) {
    String name = request.command().get(0);
    if (name.indexOf('/') >= 0 || name.indexOf(File.separatorChar) >= 0) {
      return request.directory().resolve(name).toString();
    }
    Path file =
        Programs.find(name, path, request.directory())
            .orElseThrow(() -> InstallProblems.noProgram(name, request.parameter()));
    if (!file.startsWith(request.prefix()) && Programs.mayRunPython(file)) {
      throw InstallProblems.otherPython(name, file, request.parameter());
    }
    return file.toString();
  }

  private static int finish(ProcessBuilder builder, RunRequest request) {
    Child child = new Child(builder);
    // The hook is there before the program is, so that there is no moment in which it would be left
    // behind.
    Thread end = new Thread(child::endWithThis, "hermetic-run");
    TerminalInterrupt.watch();
    Runtime.getRuntime().addShutdownHook(end);
    try {
      return child.start().waitFor();
    } catch (IOException e) {
      throw InstallProblems.cannotStart(builder.command().get(0), e);
    } catch (InterruptedException e) {
      child.end();
      Thread.currentThread().interrupt();
      throw new HermeticException(InstallProblems.interrupted(request.command().get(0)), e);
    } finally {
      removeHook(end);
      TerminalInterrupt.unwatch();
    }
  }

  private static void removeHook(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The machine is going down, and the hook runs.
      return;
    }
  }

  /** A program that is ended with this one, also when both begin and end at once. */
  private static final class Child {
    private final ProcessBuilder builder;
    private @Nullable Process process;
    private boolean ended;

    Child(ProcessBuilder builder) {
      this.builder = builder;
    }

    synchronized Process start() throws IOException {
      if (ended) {
        throw new IOException("this process is ending");
      }
      Process started = builder.start();
      process = started;
      return started;
    }

    /**
     * Ctrl-C has reached the program by itself, which may have something to save: to terminate it in
     * the middle of that would lose it. What ends only this process has not.
     */
    synchronized void endWithThis() {
      Process running = process;
      try {
        if (running != null
            && TerminalInterrupt.isSeen()
            && running.waitFor(INTERRUPTED_PATIENCE_SECONDS, TimeUnit.SECONDS)) {
          return;
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      end();
    }

    synchronized void end() {
      ended = true;
      Process running = process;
      if (running == null) {
        return;
      }
      running.destroy();
      try {
        if (!running.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
          running.destroyForcibly();
        }
      } catch (InterruptedException e) {
        running.destroyForcibly();
        Thread.currentThread().interrupt();
      }
    }
  }
}
