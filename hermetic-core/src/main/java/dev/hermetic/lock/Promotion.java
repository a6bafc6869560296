package dev.hermetic.lock;

import dev.hermetic.diff.LockDiff;
import dev.hermetic.diff.Reasons;
import dev.hermetic.lockfile.AtomicFiles;
import dev.hermetic.lockfile.CondaLockReader;
import dev.hermetic.lockfile.CondaLockWriter;
import dev.hermetic.lockfile.ExplicitLockWriter;
import dev.hermetic.lockfile.LockFileNames;
import dev.hermetic.lockfile.Lockfile;
import dev.hermetic.lockfile.OwnMetadata;
import dev.hermetic.platform.Platform;
import dev.hermetic.problem.HermeticException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes the lock of a track the one of the project. Nothing is solved: the packages go over as they
 * are, and only when they answer what the project asks for.
 */
public final class Promotion {
  private final LockService service;

  /**
   * @param service asked whether the lock answers, and for what the project asks
   */
  public Promotion(LockService service) {
    this.service = service;
  }

  /**
   * What came of it.
   *
   * @param lockfile the project's lock, as it is now or, in a dry run, would be
   * @param diff against the lock that was there; empty when there was none that can be read
   * @param written files whose bytes changed
   */
  public record Result(Lockfile lockfile, Optional<LockDiff> diff, List<Path> written) {
    public Result {
      written = List.copyOf(written);
    }
  }

  /**
   * Promotes a lock.
   *
   * @param stable the project's request without the track
   * @param track the lock of the track
   * @param dryRun whether to write nothing
   * @throws HermeticException when there is no such lock ({@link HermeticException#isAbsence}), or it does
   *     not answer; no file was changed
   */
  public Result promote(LockRequest stable, Path track, boolean dryRun) {
    String shown = ShownPaths.relative(stable.directory(), track);
    if (!Files.exists(track)) {
      throw new HermeticException(LockProblems.noTrackLock(shown));
    }
    Lockfile from = CondaLockReader.read(track, shown);
    // Its explicit files are written anew, so it does not matter whether they are in step.
    List<String> reasons =
        service.staleness(stable.forLock(track, cutOff(stable, from))).orElse(List.of());
    if (!reasons.isEmpty()) {
      throw new HermeticException(LockProblems.notPromotable(shown, reasons));
    }
    LockInputs inputs = service.inputs(stable, from);
    SortedMap<String, String> custom = from.metadata().custom();
    String places = custom.getOrDefault(OwnMetadata.PLACES_KEY, "");
    Lockfile to = new Lockfile(inputs.metadata(custom, places, PipPart.facts(from)), from.packages()).canonical();
    Optional<LockDiff> diff = present(stable)
            .map(
                before ->
                    Reasons.explain(
                        LockDiff.of(before, to), before, to, AskedRoots.of(to, inputs)));
    return new Result(to, diff, dryRun ? List.of() : write(stable, to));
  }

  /** A project that takes packages of any age takes those that a track took up to some day. */
  private static @Nullable String cutOff(LockRequest stable, Lockfile track) {
    String recorded = track.metadata().custom().get(OwnMetadata.EXCLUDE_NEWER_KEY);
    return stable.excludeNewer() == null && recorded != null
        ? OwnMetadata.excludeNewer(recorded)
        : stable.excludeNewer();
  }

  private static Optional<Lockfile> present(LockRequest stable) {
    if (!Files.exists(stable.lockfile())) {
      return Optional.empty();
    }
    try {
      String shown = ShownPaths.relative(stable.directory(), stable.lockfile());
      return Optional.of(CondaLockReader.read(stable.lockfile(), shown));
    } catch (HermeticException e) {
      // It is replaced in any case.
      return Optional.empty();
    }
  }

  private static List<Path> write(LockRequest stable, Lockfile lock) {
    Map<Path, byte[]> files = new LinkedHashMap<>();
    if (stable.explicitLockfiles()) {
      for (Platform platform : lock.metadata().platforms()) {
        files.put(
            LockFileNames.explicitFile(stable.lockfile(), platform),
            ExplicitLockWriter.write(lock, platform));
      }
    }
    // Last, so that a lock never stands before the files that follow from it.
    files.put(stable.lockfile(), CondaLockWriter.write(lock));
    return AtomicFiles.write(files);
  }
}
