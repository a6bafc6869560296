package dev.hermetic.maven;

import dev.hermetic.event.Listener;
import dev.hermetic.problem.HermeticException;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.jspecify.annotations.Nullable;

/**
 * Runs a command in the activated environment, which is installed first where it is not there as
 * locked. The build fails when the command does.
 *
 * @since 0.1.0
 */
@Mojo(
    name = "run",
    defaultPhase = LifecyclePhase.PREPARE_PACKAGE,
    requiresProject = false,
    threadSafe = true)
public final class RunMojo extends AbstractInstallMojo {
  /**
   * The command: a program and its arguments, as in {@code "python train.py"}. Quotes keep blanks;
   * no shell reads it.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.command")
  private @Nullable String command;

  /**
   * Skips this goal.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.run.skip", defaultValue = "false")
  private @Nullable String skipRun;

  @Inject
  public RunMojo(SettingsDecrypter decrypter) {
    super(decrypter);
  }

  @Override
  void run(Listener listener) {
    ParameterReader reader = new ParameterReader(folder());
    String words =
        reader.required("hermetic.command", command, "write -Dhermetic.command=\"python train.py\"");
    reader.check();
    runInEnvironment(words, "hermetic.command", listener)
        .ifPresent(
            problem -> {
              throw new HermeticException(problem);
            });
  }

  @Override
  String goal() {
    return "run";
  }

  @Override
  @Nullable String skipsGoal() {
    return skipRun;
  }
}
