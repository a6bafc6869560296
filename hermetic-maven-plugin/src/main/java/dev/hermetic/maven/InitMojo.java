package dev.hermetic.maven;

import dev.hermetic.adopt.AdoptRequest;
import dev.hermetic.adopt.AdoptResult;
import dev.hermetic.adopt.Adoption;
import dev.hermetic.event.Listener;
import dev.hermetic.track.TrackCommands;
import java.nio.file.Path;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.jspecify.annotations.Nullable;

/**
 * Makes a project of a folder that has an environment: writes a POM, or prints what to add to the
 * one that is there, the lines that git should have, and the options of a Java for short builds.
 * Begins with an environment.yml, a conda-lock.yml, a pixi.lock, an explicit file or a conda prefix;
 * what is locked there stays locked. Solves nothing and changes no line of the user's.
 *
 * @since 0.1.0
 */
@Mojo(name = "init", requiresProject = false, threadSafe = true)
public final class InitMojo extends AbstractHermeticMojo {
  /**
   * Skips this goal.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.init.skip", defaultValue = "false")
  private @Nullable String skipInit;

  /**
   * What to begin with: an environment file, conda-lock.yml, pixi.lock, explicit file, or a prefix.
   * Without it: the first of these that the folder has.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.from")
  private @Nullable String from;

  /**
   * Whether only to tell what would be written.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.dryRun", defaultValue = "false")
  private @Nullable String dryRun;

  @Inject
  public InitMojo(SettingsDecrypter decrypter) {
    super(decrypter);
  }

  @Override
  void run(Listener listener) {
    ParameterReader reader = new ParameterReader(folder());
    String begin = reader.text(from);
    boolean dry = reader.flag("hermetic.dryRun", dryRun, false);
    reader.check();
    AdoptResult result =
        Adoption.adopt(
            new AdoptRequest(
                folder(), begin == null ? null : Path.of(begin), invocation().version(), dry));
    tell(result, dry);
  }

  private void tell(AdoptResult result, boolean dry) {
    getLog().info("Beginning with " + result.from());
    for (AdoptResult.Step step : result.steps()) {
      String purpose = step.purpose().isEmpty() ? "" : ": " + step.purpose();
      String file = shown(step.file()) + purpose;
      switch (step.outcome()) {
        case WRITTEN -> getLog().info((dry ? "Would write " : "Wrote ") + file);
        case EXTENDED -> getLog().info((dry ? "Would add lines to " : "Added lines to ") + file);
        case KEPT -> getLog().info("Kept " + file);
      }
    }
    result.notes().forEach(note -> getLog().warn(note));
    result
        .snippet()
        .ifPresent(
            text -> {
              getLog().info("Add this to <build><plugins> of pom.xml:");
              text.lines().forEach(line -> getLog().info("  " + line));
            });
    getLog().info("Next: mvn hermetic:lock, and commit what it writes");
  }

  /** When it is done the POM has the plugin. */
  @Override
  String withCommands(String text) {
    return TrackCommands.in(text, track());
  }

  @Override
  boolean needsEnvironment() {
    return false;
  }

  @Override
  String goal() {
    return "init";
  }

  @Override
  @Nullable String skipsGoal() {
    return skipInit;
  }
}
