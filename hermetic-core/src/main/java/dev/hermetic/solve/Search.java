package dev.hermetic.solve;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A conflict-driven search (CDCL) over a {@link Model}. Root specs are assumptions, so that a failed
 * search can name the ones that clash, and so that one search can answer for several sets of roots.
 *
 * <p>Every choice is a function of the request: first a version for every root, then a build for
 * every root, both for the root with the fewest open candidates first; then the other names, in the
 * order in which they came to be needed. A name gets its most preferred open candidate. As each root gets the best version that the choices before
 * it leave possible, no root of the answer could be newer without another root being older.
 */
final class Search {
  private static final Spec[] NO_SPECS = {};
  private static final int GIVEN_UP = -1;

  private final Pool pool;
  private final Assignment assignment = new Assignment();
  private final Clauses clauses = new Clauses(assignment);
  private final Model model;
  private final Propagation propagation;
  private final Attachment attachment;
  private final ConflictAnalysis analysis;
  private final TieBreaker tieBreaker;
  private final List<Model.Name> rootNames = new ArrayList<>();
  private int[] assumptions = {};

  /** Whether every root has a grade or a candidate, and whether every root has a candidate. */
  private boolean rootsGraded;

  private boolean rootsChosen;

  /** Assumptions before this one are true. */
  private int assumed;
  private long decisions;
  private long conflicts;

  Search(Pool pool) {
    this.pool = pool;
    this.model = new Model(pool, assignment);
    this.propagation = new Propagation(pool, assignment, model, clauses);
    this.attachment = new Attachment(pool, assignment, model, clauses, propagation);
    this.analysis = new ConflictAnalysis(assignment, clauses);
    this.tieBreaker = new TieBreaker(pool);
    // They are there whether something needs them or not, and what constrains them has to know.
    for (String name : pool.offers().virtualNames()) {
      attachment.attach(model.name(pool.nameId(name)));
    }
  }

  long decisions() {
    return decisions;
  }

  long conflicts() {
    return conflicts;
  }

  /** Considers all candidates of names that were held from now on. */
  void widen(Set<Integer> held) {
    backtrack(0);
    for (int id : held) {
      // One after the other: specs are tied to names as the pool has them.
      pool.release(id);
      Model.Name name = model.name(id);
      if (name.attached()) {
        attachment.widen(name);
      }
    }
    attachment.settle();
  }

  /**
   * Searches for an answer in which all given specs are met.
   *
   * @return positions of specs that cannot be met together; empty when there is an answer
   */
  int[] solve(Spec[] roots) {
    return Objects.requireNonNull(solve(roots, Long.MAX_VALUE));
  }

  /** Like {@link #solve(Spec[])}; null when that takes more than the given number of conflicts. */
  int @Nullable [] solve(Spec[] roots, long maxConflicts) {
    return solve(roots, NO_SPECS, maxConflicts);
  }

  /**
   * Searches for an answer in which the roots are met and the kept specs are not broken: their names
   * may be absent.
   *
   * @return as {@link #solve(Spec[], long)}, positions of kept specs counting on from the roots
   */
  int @Nullable [] solve(Spec[] roots, Spec[] kept, long maxConflicts) {
    return solve(roots, kept, Integer.MAX_VALUE, List.of(), true, maxConflicts);
  }

  /**
   * Searches for an answer in which few of the kept specs from a position on are broken: when one of
   * them clashes with those before it, it goes on without that one.
   *
   * @param optional the first position that may be given up
   * @param clashes gets the positions of every clash that led to giving one up
   * @return as {@link #solve(Spec[])}; only positions before the optional ones
   */
  int[] solve(Spec[] roots, Spec[] kept, int optional, List<int[]> clashes) {
    return Objects.requireNonNull(
        solve(roots, kept, optional, clashes, true, Long.MAX_VALUE));
  }

  /**
   * Whether specs are seen to clash without a choice being made.
   *
   * @return as {@link #solve(Spec[], Spec[], long)}; empty also when there may be no answer
   */
  int[] follow(Spec[] roots, Spec[] kept) {
    return Objects.requireNonNull(
        solve(roots, kept, Integer.MAX_VALUE, List.of(), false, Long.MAX_VALUE));
  }

  /** Whether a kept spec of an earlier search is seen to be broken where this one has come. */
  boolean isBroken(Spec spec) {
    int variable = model.knownKeep(spec.id);
    return variable >= 0 && assignment.isFalse(Assignment.positive(variable));
  }

  private int @Nullable [] solve(
      Spec[] roots,
      Spec[] kept,
      int optional,
      List<int[]> clashes,
      boolean choosing,
      long maxConflicts) {
    begin(roots, kept);
    long left = maxConflicts;
    while (true) {
      int conflict = propagation.propagate();
      if (conflict != Propagation.NO_CONFLICT) {
        conflicts++;
        if (left-- <= 0) {
          backtrack(0);
          propagation.wanted().clear();
          return null;
        }
        learn(conflict);
      } else if (!propagation.wanted().isEmpty()) {
        backtrack(0);
        attachment.attachWanted();
        attachment.settle();
      } else {
        int assumption = nextAssumption();
        if (assumption >= 0 && assignment.isFalse(assumptions[assumption])) {
          int[] clash = analysis.clashing(assumptions, assumption);
          if (assumption < optional) {
            return clash;
          }
          clashes.add(clash);
          assumptions[assumption] = GIVEN_UP;
          continue;
        }
        if (assumption < 0 && !choosing) {
          return new int[0];
        }
        int literal =
            assumption >= 0 ? assumptions[assumption] : Assignment.positive(choose());
        if (literal < 0) {
          return new int[0];
        }
        decisions += assumption >= 0 ? 0 : 1;
        assignment.newLevel();
        propagation.assign(literal, Assignment.DECIDED);
      }
    }
  }

  private void begin(Spec[] roots, Spec[] kept) {
    for (Model.Name name : rootNames) {
      name.root = false;
    }
    rootNames.clear();
    int[] before = assumptions;
    assumptions = new int[roots.length + kept.length];
    boolean known = true;
    for (int i = 0; i < roots.length; i++) {
      assumptions[i] = Assignment.positive(model.need(roots[i].id));
      Model.Name name = model.name(roots[i].name);
      known &= name.attached() && attachment.isAttached(roots[i]);
      if (!name.root) {
        name.root = true;
        rootNames.add(name);
      }
    }
    for (int i = 0; i < kept.length; i++) {
      assumptions[roots.length + i] = Assignment.positive(model.keep(kept[i].id));
      known &= !model.name(kept[i].name).attached() || attachment.isAttached(kept[i]);
    }
    if (known) {
      backtrack(levelInCommon(before));
      return;
    }
    backtrack(0);
    propagation.wanted().addAll(List.of(roots));
    attachment.attachWanted();
    for (Spec root : roots) {
      attachment.attach(root);
    }
    for (Spec one : kept) {
      // A name that is not attached yet will look for its specs when it is.
      if (model.name(one.name).attached()) {
        attachment.attach(one);
      }
    }
    attachment.settle();
  }

  /** Up to which level nothing but assumptions that come first now as well was decided. */
  private int levelInCommon(int[] before) {
    int level = 0;
    int at = 0;
    for (int i = 0; i < before.length && at < assumptions.length; i++) {
      int literal = before[i];
      if (literal == GIVEN_UP) {
        continue;
      }
      if (literal != assumptions[at] || !assignment.isTrue(literal)) {
        break;
      }
      level = Math.max(level, assignment.level(Assignment.variable(literal)));
      at++;
    }
    return level;
  }

  private void learn(int conflict) {
    if (assignment.currentLevel() == 0 || attachment.contradiction()) {
      throw new IllegalStateException("a request without roots must have an answer");
    }
    int[] clause =
        analysis.learn(
            conflict == Propagation.BINARY_CONFLICT ? propagation.clash() : clauses.get(conflict));
    int back = analysis.backLevel(clause);
    propagation.wanted().clear();
    backtrack(back);
    propagation.assign(
        clause[0], clause.length == 1 ? Assignment.DECIDED : clauses.add(clause));
  }

  /** The chosen candidate of a name after a search that found an answer; -1 when it has none. */
  int chosen(int name) {
    Model.Name of = model.name(name);
    return of.chosen < 0 ? -1 : first(of, model.group(of.chosen));
  }

  private int nextAssumption() {
    while (assumed < assumptions.length
        && (assumptions[assumed] == GIVEN_UP || assignment.isTrue(assumptions[assumed]))) {
      assumed++;
    }
    return assumed < assumptions.length ? assumed : -1;
  }

  /** Takes back the choices above a level. */
  private void backtrack(int level) {
    propagation.backtrack(level);
    rootsGraded = false;
    rootsChosen = false;
    assumed = 0;
  }

  /** The variable to make true next; -1 when every needed name has a candidate. */
  private int choose() {
    Model.Name ungraded = rootsGraded ? null : fewestOpen(true);
    if (ungraded != null) {
      return grade(ungraded, best(ungraded)).variable();
    }
    rootsGraded = true;
    Model.Name name = rootsChosen ? null : fewestOpen(false);
    if (name == null) {
      rootsChosen = true;
      name = propagation.firstNeeded();
    }
    return name == null ? -1 : name.variables[best(name)];
  }

  /** The grade of an open candidate. */
  private Grade grade(Model.Name name, int candidate) {
    Grade known = name.grades.get(pool.candidates(name.id).grades[candidate]);
    if (known != null) {
      return known;
    }
    Grade grade = model.newGrade(name, candidate);
    Ints literals = new Ints();
    literals.add(Assignment.negative(grade.variable()));
    literals.add(Assignment.positive(name.variables[candidate]));
    for (int group : grade.in()) {
      if (group != name.variables[candidate]) {
        literals.add(Assignment.positive(group));
      }
      if (model.group(group).inGrade(pool.candidates(name.id).grades) > 1) {
        // Named twice, as in clauses of needs.
        literals.add(Assignment.positive(group));
      }
    }
    clauses.add(literals.toArray());
    return grade;
  }

  /** How many candidates of a root are open, of its grade where that is chosen. */
  private int open(Model.Name name) {
    Grade grade = name.grade;
    if (grade == null) {
      return name.open;
    }
    int open = 0;
    for (int group : grade.in()) {
      if (assignment.isOpen(Assignment.positive(group))) {
        open += model.group(group).inGrade(pool.candidates(name.id).grades);
      }
    }
    return open;
  }

  /** The most preferred open candidate of a name that has none yet. */
  private int best(Model.Name name) {
    Candidates candidates = pool.candidates(name.id);
    // The first of the first group lies in the tie that decides, wherever in it.
    int position = firstOpenGroup(name).members[0];
    tieBreaker.order(candidates, position);
    return candidates.order[firstOpen(name, candidates, candidates.tieStart(position))];
  }

  private Group firstOpenGroup(Model.Name name) {
    int at = name.firstOpen;
    while (!assignment.isOpen(Assignment.positive(name.groups.get(at).variable))) {
      at++;
    }
    name.firstOpen = at;
    return name.groups.get(at);
  }

  private int firstOpen(Model.Name name, Candidates candidates, int from) {
    int position = from;
    while (!assignment.isOpen(
        Assignment.positive(name.variables[candidates.order[position]]))) {
      position++;
    }
    return position;
  }

  /** The most preferred candidate of a group. */
  private int first(Model.Name name, Group group) {
    Candidates candidates = pool.candidates(name.id);
    // A candidate's tie is where it stands, wherever in it.
    int position = group.members[0];
    tieBreaker.order(candidates, position);
    position = candidates.tieStart(position);
    while (name.variables[candidates.order[position]] != group.variable) {
      position++;
    }
    return candidates.order[position];
  }

  /**
   * The root with the fewest open candidates.
   *
   * @param ungraded of those that have no grade yet
   */
  private Model.@Nullable Name fewestOpen(boolean ungraded) {
    Model.@Nullable Name best = null;
    int fewest = 0;
    for (Model.Name name : rootNames) {
      if (name.chosen >= 0 || ungraded && name.grade != null) {
        continue;
      }
      int open = open(name);
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
