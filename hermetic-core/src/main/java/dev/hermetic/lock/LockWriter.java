package dev.hermetic.lock;

import dev.hermetic.channel.ChannelResolver;
import dev.hermetic.diff.LockDiff;
import dev.hermetic.graph.Categories;
import dev.hermetic.lockfile.AtomicFiles;
import dev.hermetic.lockfile.CondaLockWriter;
import dev.hermetic.lockfile.ExplicitLockWriter;
import dev.hermetic.lockfile.LockFileNames;
import dev.hermetic.lockfile.Lockfile;
import dev.hermetic.lockfile.LockfileBuilder;
import dev.hermetic.platform.Platform;
import dev.hermetic.problem.Problem;
import dev.hermetic.pypi.lock.LockedPip;
import dev.hermetic.pypi.requirement.ProjectName;
import dev.hermetic.work.Ahead;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Makes a lock of what was solved, and writes it with the files that follow from it. */
final class LockWriter {
  private final Consumer<Problem> warnings;

  LockWriter(Consumer<Problem> warnings) {
    this.warnings = warnings;
  }

  /** What was solved, ready to say what became of it. */
  record Plan(
      LockInputs inputs,
      ChannelResolver resolver,
      ChannelLoader.Channels channels,
      Solved answer,
      LockedPip pip,
      Ahead<SortedMap<Platform, SortedMap<String, String>>> withoutCuda,
      AskedPackages.Asked asked) {
    /** Nothing is written yet. */
    LockResult result(Lockfile lock, @Nullable LockDiff changes) {
      return LockResult.of(LockResult.Outcome.PLANNED, lock, inputs)
          .with(answer.records(), withoutCuda.get(), answer.proofs(), channels.snapshots())
          .with(changes, changes == null || asked.isNothing() ? List.of() : stayed(lock, changes));
    }

    private List<String> stayed(Lockfile lock, LockDiff changes) {
      ExcludeNewer newest = inputs.excludeNewer();
      AtHand known =
          new AtHand(
              channels.platforms(),
              new TreeMap<>(),
              inputs.request().priority(),
              Optional.ofNullable(newest).map(ExcludeNewer::instant),
              locked ->
                  pip.versions()
                      .getOrDefault(locked.platform(), new TreeMap<>())
                      .getOrDefault(ProjectName.normalise(locked.name()), List.of()));
      return Stayed.of(lock, inputs, asked, changes, known);
    }
  }

  /**
   * Writes the lock.
   *
   * @param present the lock that was there
   * @param dryRun whether only to tell what it would be
   */
  LockResult write(Plan plan, Optional<Lockfile> present, boolean dryRun) {
    LockInputs inputs = plan.inputs();
    LockRequest request = inputs.request();
    Map<String, String> custom =
        present.isEmpty() ? Map.of() : present.get().metadata().custom();
    String places = Places.of(plan.answer().records(), inputs.environment(), plan.resolver());
    Lockfile built =
        LockfileBuilder.build(
            inputs.metadata(custom, places, PipPart.facts(plan.pip())),
            plan.answer().records(),
            plan.pip().packages().values().stream().flatMap(List::stream).toList(),
            plan.channels().channels());
    Lockfile lock = Categories.assign(built, AskedRoots.of(built, inputs));
    LockDiff changes =
        present.isEmpty() || present.get().packages().isEmpty()
            ? null
            : ChangesMade.of(present.get(), lock, plan.answer().moves(), inputs);
    if (dryRun) {
      return plan.result(lock, changes);
    }
    byte[] bytes = CondaLockWriter.write(lock);
    Map<Path, byte[]> files = new LinkedHashMap<>();
    Path work = request.workDirectory();
    Path facts = work == null ? null : work.resolve(RunFacts.FILE);
    if (facts != null) {
      files.put(facts, RunFacts.json(bytes, plan.channels().snapshots()));
    }
    if (request.explicitLockfiles()) {
      for (Platform platform : lock.metadata().platforms()) {
        files.put(
            LockFileNames.explicitFile(request.lockfile(), platform),
            ExplicitLockWriter.write(lock, platform));
      }
    }
    warnOfLeftFiles(request, present, lock);
    // Last, so that a lock never stands before the files that follow from it.
    files.put(request.lockfile(), bytes);
    // Before a file is written, so that nothing can fail behind that.
    LockResult result = plan.result(lock, changes);
    List<Path> written = new ArrayList<>(AtomicFiles.write(files));
    written.remove(facts);
    return result.became(
        written.isEmpty() ? LockResult.Outcome.UNCHANGED : LockResult.Outcome.WRITTEN, written);
  }

  /** An explicit file that no lock stands behind looks current and is not. */
  private void warnOfLeftFiles(LockRequest request, Optional<Lockfile> present, Lockfile now) {
    TreeSet<Platform> platforms = new TreeSet<>(now.metadata().platforms());
    if (present.isPresent()) {
      platforms.addAll(present.get().metadata().platforms());
    }
    for (Platform platform : platforms) {
      Path file = LockFileNames.explicitFile(request.lockfile(), platform);
      boolean locked = now.metadata().platforms().contains(platform);
      if (Files.exists(file) && !(locked && request.explicitLockfiles())) {
        String shown = ShownPaths.relative(request.directory(), file);
        warnings.accept(locked ? LockProblems.leftBehind(shown) : LockProblems.orphan(shown));
      }
    }
  }
}
