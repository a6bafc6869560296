package dev.hermetic.maven;

import dev.hermetic.event.Listener;
import dev.hermetic.install.InstallRequest;
import dev.hermetic.install.InstallText;
import dev.hermetic.install.VerifyResult;
import dev.hermetic.problem.HermeticException;
import java.nio.file.Files;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.jspecify.annotations.Nullable;

/**
 * Compares the installed environment with what was installed, byte for byte, and names every file
 * that was changed, added or lost, with its package. In a build, passes over a module in which
 * nothing is installed.
 *
 * @since 0.1.0
 */
@Mojo(
    name = "verify",
    defaultPhase = LifecyclePhase.VERIFY,
    requiresProject = false,
    threadSafe = true)
public final class VerifyMojo extends AbstractInstallMojo {
  /**
   * Skips this goal.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.verify.skip", defaultValue = "false")
  private @Nullable String skipVerify;

  @Inject
  public VerifyMojo(SettingsDecrypter decrypter) {
    super(decrypter);
  }

  @Override
  void run(Listener listener) {
    InstallRequest request = installRequest();
    if (!invocation().isDirect() && !Files.exists(request.prefix())) {
      getLog().info("Nothing is installed at " + shown(request.prefix()));
      return;
    }
    VerifyResult result = service(listener).verify(request);
    // What is named is the failure, and has to be told where only failures are.
    InstallText.lines(result, shown(request.prefix()), ConsoleStyle.here())
        .forEach(result.problems().isEmpty() ? getLog()::info : getLog()::error);
    if (!result.problems().isEmpty()) {
      throw new HermeticException(result.problems());
    }
  }

  @Override
  String goal() {
    return "verify";
  }

  @Override
  @Nullable String skipsGoal() {
    return skipVerify;
  }
}
