package dev.hermetic.maven;

import dev.hermetic.event.Listener;
import dev.hermetic.image.TestRecord;
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

  /** Maven's own switch. */
  @Parameter(property = "skipTests", defaultValue = "false")
  private boolean skipTests;

  /** Maven's other switch. */
  @Parameter(property = "maven.test.skip", defaultValue = "false")
  private boolean skipAll;

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
      runInEnvironment(words, "hermetic.test.command", listener);
      TestRecord.passed(work(), lockfile());
      BuildNotes.testsPassed(project());
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
