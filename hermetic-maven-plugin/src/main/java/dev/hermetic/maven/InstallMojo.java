package dev.hermetic.maven;

import dev.hermetic.event.Listener;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.jspecify.annotations.Nullable;

/**
 * Installs the locked environment into a folder, without conda, mamba or Python, and prints its
 * digest, which is the same on every machine. Does nothing where it is there as locked.
 *
 * @since 0.1.0
 */
@Mojo(
    name = "install",
    defaultPhase = LifecyclePhase.GENERATE_TEST_RESOURCES,
    requiresProject = false,
    threadSafe = true)
public final class InstallMojo extends AbstractInstallMojo {
  /**
   * Skips this goal.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.install.skip", defaultValue = "false")
  private @Nullable String skipInstall;

  @Inject
  public InstallMojo(SettingsDecrypter decrypter) {
    super(decrypter);
  }

  @Override
  void run(Listener listener) {
    install(installRequest(), listener);
  }

  @Override
  String goal() {
    return "install";
  }

  @Override
  @Nullable String skipsGoal() {
    return skipInstall;
  }
}
