package dev.hermetic.pypi.lock;

import dev.hermetic.lockfile.LockedPackage;
import dev.hermetic.problem.Problem;
import dev.hermetic.pypi.request.AskedPython;
import dev.hermetic.pypi.resolve.Clash;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/** What one platform came to: entries, or why there are none. */
public final class PipOutcome {
  private final PipTarget target;
  private final Found found;
  private final List<Problem> unlockable;
  private final @Nullable Unresolved unresolved;
  private final @Nullable AskedPython python;
  private final List<String> notes;
  private final List<CondaWish> wishes;

  private PipOutcome(
      PipTarget target,
      Found found,
      List<Problem> unlockable,
      @Nullable Unresolved unresolved,
      @Nullable AskedPython python,
      List<String> notes,
      List<CondaWish> wishes) {
    this.target = target;
    this.found = found;
    this.unlockable = List.copyOf(unlockable);
    this.unresolved = unresolved;
    this.python = python;
    this.notes = List.copyOf(notes);
    this.wishes = List.copyOf(wishes);
  }

  /**
   * What there is to lock.
   *
   * @param names as {@link LockedPip#names}
   * @param versions as {@link LockedPip#versions}
   * @param built releases of which there are source distributions alone
   * @param ofUnknownAge names of files whose time of upload is not known, where it counts
   */
  record Found(
      List<LockedPackage> packages,
      SortedMap<String, String> names,
      SortedMap<String, List<String>> versions,
      List<String> built,
      List<Problem> warnings,
      SortedSet<String> ofUnknownAge) {
    static final Found NOTHING =
        new Found(
            List.of(),
            Collections.emptySortedMap(),
            Collections.emptySortedMap(),
            List.of(),
            List.of(),
            Collections.emptySortedSet());
  }

  /**
   * Requirements that cannot be met together.
   *
   * @param notes what else is to be known
   * @param ways what the user can do, beside other choices of versions
   */
  record Unmet(Clash clash, List<String> notes, List<String> ways) {
    Unmet {
      notes = List.copyOf(notes);
      ways = List.copyOf(ways);
    }

    Unmet withNotes(List<String> more) {
      List<String> all = new ArrayList<>(notes);
      all.addAll(more);
      return new Unmet(clash, all, ways);
    }
  }

  static PipOutcome of(PipTarget target, Found found) {
    return new PipOutcome(target, found, List.of(), null, null, List.of(), List.of());
  }

  /** That there is none. */
  static PipOutcome none(PipTarget target, Unresolved why) {
    return new PipOutcome(target, Found.NOTHING, List.of(), why, null, List.of(), List.of());
  }

  /** That a project does not run on conda's Python. */
  static PipOutcome notOn(PipTarget target, AskedPython python) {
    return new PipOutcome(target, Found.NOTHING, List.of(), null, python, List.of(), List.of());
  }

  PipOutcome wishing(List<CondaWish> of) {
    return new PipOutcome(target, found, unlockable, unresolved, python, notes, of);
  }

  /**
   * With lines that no lock can hold; then nothing is wished for, which would not help, and it is told as
   * it is.
   */
  PipOutcome unlockable(List<Problem> lines) {
    return lines.isEmpty()
        ? this
        : new PipOutcome(target, found, lines, unresolved, python, notes, List.of())
            .withNotes(List.of());
  }

  /**
   * The same with more to tell beside the reason, or behind the last of several; the reason is looked for
   * with it.
   */
  public PipOutcome withNotes(List<String> more) {
    if (unresolved == null) {
      List<String> all = new ArrayList<>(notes);
      all.addAll(more);
      return new PipOutcome(target, found, unlockable, null, python, all, wishes);
    }
    return new PipOutcome(
        target, found, unlockable, unresolved.withNotes(more), python, notes, wishes);
  }

  PipTarget target() {
    return target;
  }

  Found found() {
    return found;
  }

  /** Lines that no lock can hold. */
  List<Problem> unlockable() {
    return unlockable;
  }

  /** Why there is no answer, null where there is one. */
  @Nullable Unresolved unresolved() {
    return unresolved;
  }

  /** Which Pythons a project asks for that does not run on conda's, null where all do. */
  @Nullable AskedPython python() {
    return python;
  }

  /** What else is to be known of the project that does not run on conda's Python. */
  List<String> notes() {
    return notes;
  }

  /** Whether every pip package can be locked. */
  public boolean isLocked() {
    return unlockable.isEmpty() && unresolved == null && python == null && found.built().isEmpty();
  }

  /** What conda would have to do so that they can; empty where that would not help. */
  public List<CondaWish> wishes() {
    return wishes;
  }
}
