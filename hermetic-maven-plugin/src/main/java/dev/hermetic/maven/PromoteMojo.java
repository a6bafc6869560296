package dev.hermetic.maven;

import dev.hermetic.diff.DiffText;
import dev.hermetic.event.Listener;
import dev.hermetic.lock.LockRequest;
import dev.hermetic.lock.Promotion;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.Problem;
import dev.hermetic.track.TrackName;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.jspecify.annotations.Nullable;

/**
 * Makes the lock of a track the project's stable one, after a check that it answers the project's
 * own environment, and prints what changes. Solves nothing; the track stays.
 *
 * @since 0.1.0
 */
@Mojo(name = "promote", requiresProject = false, threadSafe = true)
public final class PromoteMojo extends AbstractHermeticMojo {
  /**
   * Skips this goal.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.promote.skip", defaultValue = "false")
  private @Nullable String skipPromote;

  /**
   * Whether only to tell what would change.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.dryRun", defaultValue = "false")
  private @Nullable String dryRun;

  @Inject
  public PromoteMojo(SettingsDecrypter decrypter) {
    super(decrypter);
  }

  @Override
  void run(Listener listener) {
    ParameterReader reader = new ParameterReader(folder());
    boolean dry = reader.flag("hermetic.dryRun", dryRun, false);
    reader.check();
    if (isStable()) {
      throw new HermeticException(noTrack());
    }
    Promotion.Result result =
        new Promotion(lockService(listener))
            .promote(request(LockRequest.Mode.FROZEN, TrackName.STABLE), lockfile(), dry);
    result
        .diff()
        .ifPresent(diff -> DiffText.lines(diff, ConsoleStyle.here()).forEach(getLog()::info));
    if (dry) {
      getLog().info("Nothing is written: hermetic.dryRun is set");
    } else if (result.written().isEmpty()) {
      getLog().info(shown(stableLockfile()) + " is unchanged");
    }
    result.written().forEach(this::tellWritten);
  }

  static Problem noTrack() {
    return new Problem(
        "HERM-TRACK-006",
        Problem.Kind.INPUT,
        "parameter hermetic.track",
        "no track is named that could become the stable lock",
        "name one, for example -Dhermetic.track=research");
  }

  @Override
  boolean passesOver() {
    return true;
  }

  @Override
  String goal() {
    return "promote";
  }

  @Override
  @Nullable String skipsGoal() {
    return skipPromote;
  }
}
