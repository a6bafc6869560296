package dev.hermetic.maven;

import dev.hermetic.event.Listener;
import dev.hermetic.lock.LockRequest;
import dev.hermetic.lock.UpdateRequest;
import java.util.List;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.jspecify.annotations.Nullable;

/**
 * Has packages of the lock newer and changes no more than that takes; tells what had to move and
 * why. Without {@code hermetic.packages} everything gets as new as it can be. For the command line:
 * in a POM it would move the lock with every build.
 *
 * @since 0.1.0
 */
@Mojo(
    name = "update",
    defaultPhase = LifecyclePhase.INITIALIZE,
    requiresProject = false,
    threadSafe = true)
public final class UpdateMojo extends AbstractLockMojo {
  /**
   * Skips this goal.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.update.skip", defaultValue = "false")
  private @Nullable String skipUpdate;

  /**
   * Packages to move, asked for or only locked, the most important first; each with an optional
   * version constraint that holds for this update only: {@code pytorch,numpy>=1.26}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.packages")
  private @Nullable String packages;

  /**
   * Whether to tell what would change and write nothing.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.dryRun", defaultValue = "false")
  private @Nullable String dryRun;

  @Inject
  public UpdateMojo(SettingsDecrypter decrypter) {
    super(decrypter);
  }

  @Override
  void run(Listener listener) {
    ParameterReader reader = new ParameterReader(folder());
    boolean dry = reader.flag("hermetic.dryRun", dryRun, false);
    reader.check();
    List<String> names = names();
    LockRequest request = request(LockRequest.Mode.FROZEN);
    lock(service -> service.update(new UpdateRequest(request, names, dry)), listener);
  }

  private List<String> names() {
    return packages == null ? List.of() : SpecList.split(packages);
  }

  @Override
  boolean passesOver() {
    return true;
  }

  @Override
  String goal() {
    return "update";
  }

  @Override
  @Nullable String skipsGoal() {
    return skipUpdate;
  }
}
