package dev.hermetic.maven;

import dev.hermetic.event.Listener;
import dev.hermetic.lockfile.CondaLockReader;
import dev.hermetic.lockfile.LockFileNames;
import dev.hermetic.lockfile.Lockfile;
import dev.hermetic.platform.Platform;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.Problem;
import dev.hermetic.track.Tracks;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProjectHelper;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.jspecify.annotations.Nullable;

/**
 * Makes the lock an artifact of the module, so that {@code install} and {@code deploy} put it into a
 * Maven repository: {@code conda-lock.yml} as such, each explicit file under its platform as
 * classifier, and the locks of tracks under their names. In a module of packaging {@code hermetic}
 * the lock is the module's own artifact.
 *
 * @since 0.1.0
 */
@Mojo(name = "attach", defaultPhase = LifecyclePhase.PACKAGE, threadSafe = true)
public final class AttachMojo extends AbstractHermeticMojo {
  private static final String EXPLICIT = "lock";

  /**
   * Skips this goal.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.attach.skip", defaultValue = "false")
  private @Nullable String skipAttach;

  private final MavenProjectHelper helper;

  @Inject
  public AttachMojo(SettingsDecrypter decrypter, MavenProjectHelper helper) {
    super(decrypter);
    this.helper = helper;
  }

  @Override
  void run(Listener listener) {
    Path lock = stableLockfile();
    if (!Files.isRegularFile(lock)) {
      throw new HermeticException(noLock(shown(lock)));
    }
    Lockfile.Metadata metadata = CondaLockReader.readMetadata(lock, shown(lock)).lockfile().metadata();
    if (invocation().isEnvironment()) {
      project().getArtifact().setFile(lock.toFile());
    } else {
      helper.attachArtifact(project(), LockFileNames.USUAL, lock.toFile());
    }
    for (Platform platform : metadata.platforms()) {
      Path file = LockFileNames.explicitFile(lock, platform);
      if (Files.isRegularFile(file)) {
        helper.attachArtifact(project(), EXPLICIT, platform.subdir(), file.toFile());
      }
    }
    Tracks.locksBeside(lock)
        .forEach(
            (name, file) ->
                helper.attachArtifact(project(), LockFileNames.USUAL, name, file.toFile()));
  }

  static Problem noLock(String lockfile) {
    return new Problem(
        "HERM-ATTACH-001",
        Problem.Kind.INPUT,
        lockfile,
        "there is no lock to attach",
        "run `mvn hermetic:lock` and commit " + lockfile);
  }

  @Override
  String goal() {
    return "attach";
  }

  @Override
  @Nullable String skipsGoal() {
    return skipAttach;
  }
}
