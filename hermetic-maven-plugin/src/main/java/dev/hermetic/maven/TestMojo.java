package dev.hermetic.maven;

import dev.hermetic.event.Event;
import dev.hermetic.event.Listener;
import dev.hermetic.image.TestRecord;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.Problem;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.jspecify.annotations.Nullable;

/**
 * Runs the project's Python tests in the activated environment, which is installed first where it is
 * not there as locked, and fails the build with them. Without a command of its own it passes over
 * a project that has no Python tests.
 *
 * @since 0.1.0
 */
@Mojo(
    name = "test",
    defaultPhase = LifecyclePhase.TEST,
    requiresProject = false,
    threadSafe = true)
public final class TestMojo extends AbstractInstallMojo {
  /**
   * The command that runs the tests. Without it {@code pytest} runs where there is a file {@code
   * test_*.py} or {@code *_test.py} in the folders {@code tests}, {@code test}, {@code
   * src/test/python} or in the project's own.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.test.command")
  private @Nullable String testCommand;

  /** Passes over the tests, as Surefire does. Whatever passed before counts no longer. */
  @Parameter(property = "skipTests", defaultValue = "false")
  private boolean skipTests;

  /** The same: Maven's other switch, which stops tests from being compiled too. */
  @Parameter(property = "maven.test.skip", defaultValue = "false")
  private boolean skipAll;

  /**
   * Makes tests that fail a warning, as Surefire does: the build goes on. They have not passed for all
   * that, so {@code hermetic:push} refuses the image. What keeps them from being run fails the build.
   */
  @Parameter(property = "maven.test.failure.ignore", defaultValue = "false")
  private boolean ignoresFailure;

  /**
   * Skips this goal.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.test.skip", defaultValue = "false")
  private @Nullable String skipTest;

  @Inject
  public TestMojo(SettingsDecrypter decrypter) {
    super(decrypter);
  }

  @Override
  void run(Listener listener) {
    // What passed before says nothing of what is there now.
    TestRecord.clear(work());
    String command = new ParameterReader(folder()).text(testCommand);
    if (skipTests || skipAll) {
      getLog().info("Tests are skipped");
    } else if (command == null && !PythonTests.areIn(folder())) {
      getLog().info("There are no Python tests: no test_*.py or *_test.py");
    } else {
      String words = command == null ? "pytest" : command;
      runInEnvironment(words, "hermetic.test.command", listener)
          .ifPresentOrElse(problem -> failed(problem, listener), this::passed);
    }
  }

  private void failed(Problem problem, Listener listener) {
    BuildNotes.testsFailed(project(), track());
    if (!ignoresFailure) {
      throw new HermeticException(problem);
    }
    listener.on(new Event.Warning(passedOver(problem)));
  }

  /** A failure with which the build goes on. */
  static Problem passedOver(Problem problem) {
    return new Problem(
        problem.code(),
        problem.kind(),
        problem.subject(),
        problem.fact() + "; the build goes on, because maven.test.failure.ignore is set",
        problem.fix() + "; until the tests pass, hermetic:push refuses the image");
  }

  /** Several executions may test in one build: all of them have to pass. */
  private void passed() {
    if (!BuildNotes.haveTestsFailed(project(), track())) {
      TestRecord.passed(work(), lockfile());
      BuildNotes.testsPassed(project(), track());
    }
  }

  @Override
  String goal() {
    return "test";
  }

  @Override
  @Nullable String skipsGoal() {
    return skipTest;
  }
}
