package dev.hermetic.maven;

import dev.hermetic.event.Listener;
import dev.hermetic.lock.LockRequest;
import dev.hermetic.lock.LockResult;
import dev.hermetic.lock.LockService;
import dev.hermetic.lock.LockSummary;
import java.time.Clock;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.jspecify.annotations.Nullable;

/**
 * Locks a conda environment: writes conda-lock.yml and an explicit file for each platform. Called on
 * the command line it solves anew; listed in a POM it writes only when the lock is missing or stale,
 * and fails instead where the environment variable {@code CI} is set.
 *
 * @since 0.1.0
 */
@Mojo(
    name = "lock",
    defaultPhase = LifecyclePhase.INITIALIZE,
    requiresProject = false,
    threadSafe = true)
public final class LockMojo extends AbstractHermeticMojo {
  /**
   * Skips this goal.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.lock.skip", defaultValue = "false")
  private @Nullable String skipLock;

  /**
   * Whether to write nothing, and to fail the build when the lock is missing or stale. Without it a
   * goal in a POM does so where the environment variable {@code CI} is set.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.frozen")
  private @Nullable String frozen;

  @Inject
  public LockMojo(SettingsDecrypter decrypter) {
    super(decrypter);
  }

  @Override
  void run(Listener listener) {
    LockRequest request = request(mode());
    LockService service = new LockService(fetchSettings(), Clock.systemUTC(), listener);
    tell(service.lock(request));
  }

  @Override
  String goal() {
    return "lock";
  }

  @Override
  @Nullable String skipsGoal() {
    return skipLock;
  }

  private LockRequest.Mode mode() {
    ParameterReader reader = new ParameterReader(folder());
    Boolean says = reader.flag("hermetic.frozen", frozen);
    reader.check();
    return LockMode.of(says, isDirectCall(), environmentVariables());
  }

  private void tell(LockResult result) {
    switch (result.outcome()) {
      case UP_TO_DATE -> getLog().info(shown(lockfile()) + " is up to date");
      case STALE -> throw new IllegalStateException("a lock goal leaves no stale lock");
      case UNCHANGED -> {
        LockSummary.lines(result, ConsoleStyle.here()).forEach(getLog()::info);
        getLog().info(shown(lockfile()) + " is unchanged");
      }
      case WRITTEN -> {
        LockSummary.lines(result, ConsoleStyle.here()).forEach(getLog()::info);
        result.written().forEach(file -> getLog().info("Wrote " + shown(file)));
      }
    }
  }
}
