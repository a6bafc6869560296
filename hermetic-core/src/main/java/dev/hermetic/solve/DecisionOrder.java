package dev.hermetic.solve;

import java.util.Collection;
import java.util.LinkedHashSet;
import org.jspecify.annotations.Nullable;

/**
 * What the search decides next. Every choice is a function of the request: first a version for every
 * root, then a build for every root, both for the root with the fewest open candidates first; then
 * the other names, in the order in which they came to be needed. A name gets its most preferred open
 * candidate. As each root gets the best version that the choices before it leave possible, no root of
 * the answer could be newer without another root being older.
 */
final class DecisionOrder {
  private final Pool pool;
  private final NeededNames needed;
  private final CandidateChoice choice;
  private final Grades grades;
  private Name[] roots = {};

  /** Whether every root has a grade or a candidate, and whether every root has a candidate. */
  private boolean rootsGraded;

  private boolean rootsChosen;

  DecisionOrder(Pool pool, NeededNames needed, CandidateChoice choice, Grades grades) {
    this.pool = pool;
    this.needed = needed;
    this.choice = choice;
    this.grades = grades;
  }

  /** Takes other names for the roots: those of another question. */
  void setRoots(Collection<Name> names) {
    roots = new LinkedHashSet<>(names).toArray(Name[]::new);
  }

  /** Choices were taken back. */
  void rewind() {
    rootsGraded = false;
    rootsChosen = false;
  }

  /** The variable to make true next; -1 when every needed name has a candidate. */
  int choose() {
    Name ungraded = rootsGraded ? null : fewestOpen(true);
    if (ungraded != null) {
      return grades.of(ungraded, choice.best(ungraded)).variable();
    }
    rootsGraded = true;
    Name name = rootsChosen ? null : fewestOpen(false);
    if (name == null) {
      rootsChosen = true;
      name = needed.first();
    }
    return name == null ? -1 : name.variables[choice.best(name)];
  }

  /**
   * The root with the fewest open candidates.
   *
   * @param ungraded of those that have no grade yet
   */
  private @Nullable Name fewestOpen(boolean ungraded) {
    Name best = null;
    int fewest = 0;
    for (Name name : roots) {
      if (name.chosen >= 0 || ungraded && name.grade != null) {
        continue;
      }
      int open = grades.open(name);
      if (best == null
          || open < fewest
          || (open == fewest && pool.name(name.id).compareTo(pool.name(best.id)) < 0)) {
        best = name;
        fewest = open;
      }
    }
    return best;
  }
}
