package dev.hermetic.maven;

import dev.hermetic.event.Listener;
import dev.hermetic.lock.LockRequest;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.jspecify.annotations.Nullable;

/**
 * Locks a conda environment: writes conda-lock.yml and an explicit file for each platform. A lock
 * that answers its request stays as it is; a stale one changes no more than the environment file
 * demands. Listed in a POM it fails instead of writing where the environment variable {@code CI} is
 * set.
 *
 * @since 0.1.0
 */
@Mojo(
    name = "lock",
    defaultPhase = LifecyclePhase.INITIALIZE,
    requiresProject = false,
    threadSafe = true)
public final class LockMojo extends AbstractLockMojo {
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

  /**
   * Whether to solve afresh, the newest of everything, whatever is locked.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.relock", defaultValue = "false")
  private @Nullable String relock;

  @Inject
  public LockMojo(SettingsDecrypter decrypter) {
    super(decrypter);
  }

  @Override
  void run(Listener listener) {
    LockRequest request = request(mode());
    lock(service -> service.lock(request), listener);
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
    boolean afresh = reader.flag("hermetic.relock", relock, false);
    reader.check();
    return LockMode.of(says, afresh, invocation().isDirect(), environmentVariables());
  }
}
