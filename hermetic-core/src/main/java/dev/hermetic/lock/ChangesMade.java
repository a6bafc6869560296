package dev.hermetic.lock;

import dev.hermetic.diff.Change;
import dev.hermetic.diff.LockDiff;
import dev.hermetic.diff.Reason;
import dev.hermetic.diff.Reasons;
import dev.hermetic.lockfile.LockedPackage.Manager;
import dev.hermetic.lockfile.Lockfile;
import dev.hermetic.platform.Platform;
import dev.hermetic.problem.Redaction;
import dev.hermetic.solve.Moved;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/** What a new lock changes to the one before, each change with what forced it. */
final class ChangesMade {
  private ChangesMade() {}

  static LockDiff of(
      Lockfile before,
      Lockfile after,
      SortedMap<Platform, List<Moved>> moves,
      LockInputs inputs) {
    // Of conda packages the solver knows what forced them; of pip packages the locks tell.
    LockDiff diff =
        Reasons.explain(
            LockDiff.of(before, after), before, after, AskedRoots.of(after, inputs));
    List<Change> explained = new ArrayList<>();
    for (Change change : diff.changes()) {
      explained.add(
          new Change(
              change.manager(),
              change.name(),
              change.kind(),
              change.asked(),
              change.moves(),
              change.manager() == Manager.CONDA ? reasons(change, moves) : change.reasons()));
    }
    return new LockDiff(
        diff.platforms(),
        diff.platformsAdded(),
        diff.platformsRemoved(),
        diff.settings(),
        explained,
        diff.unchanged());
  }

  private static List<Reason> reasons(
      Change change, SortedMap<Platform, List<Moved>> moves) {
    Set<String> texts = new LinkedHashSet<>();
    for (Platform platform : change.platforms()) {
      moves.getOrDefault(platform, List.of()).stream()
          .filter(moved -> moved.name().equals(change.name()))
          .forEach(moved -> texts.add(because(change, moved)));
    }
    Reason.Kind kind =
        change.kind() == Change.Kind.REMOVED ? Reason.Kind.UNNEEDED : Reason.Kind.CONSTRAINT;
    return texts.stream().map(text -> new Reason(kind, text, Optional.empty())).toList();
  }

  private static String because(Change change, Moved moved) {
    return moved.from() == null && change.kind() != Change.Kind.ADDED
        ? "the locked file is not there any more"
        : Redaction.redact(moved.because());
  }
}
