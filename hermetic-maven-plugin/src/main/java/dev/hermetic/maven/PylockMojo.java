package dev.hermetic.maven;

import dev.hermetic.event.Listener;
import dev.hermetic.lockfile.AtomicFiles;
import dev.hermetic.lockfile.CondaLockReader;
import dev.hermetic.lockfile.LockFileNames;
import dev.hermetic.lockfile.LockedPython;
import dev.hermetic.lockfile.Lockfile;
import dev.hermetic.lockfile.PylockWriter;
import dev.hermetic.platform.Platform;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.Problem;
import dev.hermetic.pypi.tag.WheelTarget;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.jspecify.annotations.Nullable;

/**
 * Writes the pip packages of the lock as {@code pylock.PLATFORM.toml} (PEP 751), for tools that read
 * that. What conda provides is not in these files: they are for the conda environment of the lock.
 *
 * @since 0.1.0
 */
@Mojo(
    name = "pylock",
    defaultPhase = LifecyclePhase.PACKAGE,
    requiresProject = false,
    threadSafe = true)
public final class PylockMojo extends AbstractHermeticMojo {
  /**
   * Skips this goal.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.pylock.skip", defaultValue = "false")
  private @Nullable String skipPylock;

  @Inject
  public PylockMojo(SettingsDecrypter decrypter) {
    super(decrypter);
  }

  @Override
  void run(Listener listener) {
    Path place = lockfile();
    if (!Files.isRegularFile(place)) {
      throw new HermeticException(noLock(shown(place)));
    }
    Lockfile lock = CondaLockReader.readLocated(place, shown(place)).lockfile();
    SortedMap<Path, byte[]> files = new TreeMap<>();
    for (Platform platform : lock.metadata().platforms()) {
      if (!PylockWriter.packages(lock, platform).isEmpty()) {
        WheelTarget target =
            LockedPython.target(lock, platform, List.of())
                .orElseThrow(() -> new HermeticException(noPython(shown(place), platform)));
        files.put(LockFileNames.pylockFile(place, platform), PylockWriter.write(lock, target));
      }
    }
    if (files.isEmpty()) {
      getLog().info(shown(place) + " has no pip packages; nothing was written");
    }
    AtomicFiles.write(files).forEach(this::tellWritten);
  }

  static Problem noLock(String lockfile) {
    return new Problem(
        "HERM-PYLOCK-001",
        Problem.Kind.INPUT,
        lockfile,
        "there is no lock to write pylock files of",
        "run `mvn hermetic:lock` first");
  }

  static Problem noPython(String lockfile, Platform platform) {
    return new Problem(
        "HERM-PYLOCK-002",
        Problem.Kind.INPUT,
        lockfile,
        "has pip packages on " + platform + " and no CPython that they are for",
        "add python to the dependencies and run `mvn hermetic:lock`");
  }

  @Override
  String goal() {
    return "pylock";
  }

  @Override
  @Nullable String skipsGoal() {
    return skipPylock;
  }
}
