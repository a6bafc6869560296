package dev.hermetic.pypi.lock;

import dev.hermetic.lockfile.LockedPackage;
import dev.hermetic.problem.Problem;
import dev.hermetic.pypi.request.AskedPython;
import dev.hermetic.pypi.resolve.UnresolvableException;
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
  private final @Nullable UnresolvableException why;
  private final @Nullable AskedPython python;
  private final List<String> notes;
  private final List<String> ways;
  private final List<CondaWish> wishes;

  private PipOutcome(
      PipTarget target,
      Found found,
      @Nullable UnresolvableException why,
      @Nullable AskedPython python,
      List<String> notes,
      List<String> ways,
      List<CondaWish> wishes) {
    this.target = target;
    this.found = found;
    this.why = why;
    this.python = python;
    this.notes = List.copyOf(notes);
    this.ways = List.copyOf(ways);
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

  static PipOutcome of(PipTarget target, Found found) {
    return new PipOutcome(target, found, null, null, List.of(), List.of(), List.of());
  }

  /**
   * That there is none.
   *
   * @param notes what else is to be known
   * @param ways what the user can do, beside other choices of versions
   */
  static PipOutcome none(
      PipTarget target, UnresolvableException why, List<String> notes, List<String> ways) {
    return new PipOutcome(target, Found.NOTHING, why, null, notes, ways, List.of());
  }

  /** That a project does not run on conda's Python. */
  static PipOutcome notOn(PipTarget target, AskedPython python) {
    return new PipOutcome(target, Found.NOTHING, null, python, List.of(), List.of(), List.of());
  }

  PipOutcome wishing(List<CondaWish> of) {
    return new PipOutcome(target, found, why, python, notes, ways, of);
  }

  /** The same with more to tell beside the reason. */
  public PipOutcome withNotes(List<String> more) {
    List<String> all = new ArrayList<>(notes);
    all.addAll(more);
    return new PipOutcome(target, found, why, python, all, ways, wishes);
  }

  PipTarget target() {
    return target;
  }

  Found found() {
    return found;
  }

  /** Why there is no answer, null where there is one. */
  @Nullable UnresolvableException why() {
    return why;
  }

  /** Which Pythons a project asks for that does not run on conda's, null where all do. */
  @Nullable AskedPython python() {
    return python;
  }

  List<String> notes() {
    return notes;
  }

  List<String> ways() {
    return ways;
  }

  /** Whether every pip package can be locked. */
  public boolean isLocked() {
    return why == null && python == null && found.built().isEmpty();
  }

  /** What conda would have to do so that they can; empty where that would not help. */
  public List<CondaWish> wishes() {
    return wishes;
  }
}
