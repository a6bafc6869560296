package dev.hermetic.solve;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * What follows from what: makes literals true, follows the rules of the {@link Model} and the
 * clauses, and takes everything back again. Keeps count of the names that are needed and of the
 * specs whose names have no variables yet.
 */
final class Propagation {
  static final int NO_CONFLICT = -1;

  /** Two literals clash that a rule binds together; see {@link #clash}. */
  static final int BINARY_CONFLICT = -2;

  private final Pool pool;
  private final Assignment assignment;
  private final Model model;
  private final Clauses clauses;
  private final Clauses.Implied byClause = this::implyByClause;
  private final List<Model.Name> needed = new ArrayList<>();
  private final Deque<Spec> wanted = new ArrayDeque<>();
  private int propagated;
  private int clashA;
  private int clashB;

  Propagation(Pool pool, Assignment assignment, Model model, Clauses clauses) {
    this.pool = pool;
    this.assignment = assignment;
    this.model = model;
    this.clauses = clauses;
  }

  /** Names that a true spec needs, in the order in which they came to be needed. */
  List<Model.Name> needed() {
    return needed;
  }

  /** Specs that are needed and whose names are not attached. */
  Deque<Spec> wanted() {
    return wanted;
  }

  /** The two false literals of a {@link #BINARY_CONFLICT}. */
  int[] clash() {
    return new int[] {clashA, clashB};
  }

  /** Makes an open literal true. */
  void assign(int literal, int reason) {
    assignment.set(literal, reason);
    int variable = Assignment.variable(literal);
    boolean positive = (literal & 1) == 0;
    switch (model.kind(variable)) {
      case Model.CANDIDATE -> {
        Model.Name name = model.name(model.subject(variable));
        name.open--;
        if (positive) {
          name.chosen = variable;
        }
      }
      case Model.NEED -> {
        if (positive) {
          Spec spec = pool.spec(model.subject(variable));
          Model.Name name = model.name(spec.name);
          if (name.needs++ == 0) {
            needed.add(name);
          }
          if (!name.attached()) {
            wanted.add(spec);
          }
        }
      }
      default -> {
        // That a spec is kept changes no count.
      }
    }
  }

  private void undo() {
    int literal = assignment.undo();
    int variable = Assignment.variable(literal);
    boolean positive = (literal & 1) == 0;
    switch (model.kind(variable)) {
      case Model.CANDIDATE -> {
        Model.Name name = model.name(model.subject(variable));
        name.open++;
        if (positive) {
          name.chosen = -1;
        }
      }
      case Model.NEED -> {
        if (positive) {
          Model.Name name = model.name(pool.spec(model.subject(variable)).name);
          if (--name.needs == 0) {
            needed.remove(needed.size() - 1);
          }
        }
      }
      default -> {
        // That a spec is kept changes no count.
      }
    }
  }

  /** Takes back everything above a level. */
  void backtrack(int level) {
    if (assignment.currentLevel() <= level) {
      return;
    }
    int start = assignment.levelStart(level + 1);
    while (assignment.trailSize() > start) {
      undo();
    }
    assignment.dropLevels(level);
    propagated = Math.min(propagated, start);
  }

  /** Makes {@code literal} true because {@code reason} is; false when it is false already. */
  private boolean imply(int literal, int reason) {
    if (assignment.isTrue(literal)) {
      return true;
    }
    if (assignment.isFalse(literal)) {
      clashA = literal;
      clashB = Assignment.not(reason);
      return false;
    }
    assign(literal, Assignment.because(reason));
    return true;
  }

  /** Follows every consequence; returns a false clause, {@link #BINARY_CONFLICT} or none. */
  int propagate() {
    while (propagated < assignment.trailSize()) {
      int literal = assignment.trail(propagated++);
      if (!followRules(literal)) {
        return BINARY_CONFLICT;
      }
      int conflict = clauses.falsified(Assignment.not(literal), byClause);
      if (conflict >= 0) {
        return conflict;
      }
    }
    return NO_CONFLICT;
  }

  private boolean implyByClause(int literal, int clause) {
    if (assignment.isFalse(literal)) {
      return false;
    }
    assign(literal, clause);
    return true;
  }

  private boolean followRules(int literal) {
    int variable = Assignment.variable(literal);
    boolean positive = (literal & 1) == 0;
    int subject = model.subject(variable);
    return switch (model.kind(variable)) {
      case Model.CANDIDATE -> !positive || installed(literal, variable, model.name(subject));
      case Model.NEED ->
          positive ? forbids(literal, subject) : dependents(literal, model.needers(subject));
      default -> positive ? forbids(literal, subject) : dependents(literal, model.keepers(subject));
    };
  }

  private boolean installed(int literal, int variable, Model.Name name) {
    Candidates candidates = pool.candidates(name.id);
    int index = model.candidateIndex(name, variable);
    for (int i = 0; i < candidates.size(); i++) {
      if (i != index && !imply(Assignment.negative(name.firstVariable + i), literal)) {
        return false;
      }
    }
    int[] needs = pool.needs(candidates, index);
    int[] keeps = pool.keeps(candidates, index);
    if (needs != null) {
      for (int spec : needs) {
        if (!imply(Assignment.positive(model.need(spec)), literal)) {
          return false;
        }
      }
    }
    if (keeps != null) {
      for (int spec : keeps) {
        if (!imply(Assignment.positive(model.keep(spec)), literal)) {
          return false;
        }
      }
    }
    for (int i = 0; i < name.specs.size(); i++) {
      int spec = name.specs.get(i);
      if (!pool.matching(pool.spec(spec))[index]) {
        int need = model.knownNeed(spec);
        int keep = model.knownKeep(spec);
        if (need >= 0 && !imply(Assignment.negative(need), literal)) {
          return false;
        }
        if (keep >= 0 && !imply(Assignment.negative(keep), literal)) {
          return false;
        }
      }
    }
    return true;
  }

  private boolean forbids(int literal, int spec) {
    Model.Name name = model.name(pool.spec(spec).name);
    if (!name.attached()) {
      return true;
    }
    boolean[] matching = pool.matching(pool.spec(spec));
    for (int i = 0; i < matching.length; i++) {
      if (!matching[i] && !imply(Assignment.negative(name.firstVariable + i), literal)) {
        return false;
      }
    }
    return true;
  }

  private boolean dependents(int literal, Ints candidates) {
    for (int i = 0; i < candidates.size(); i++) {
      if (!imply(Assignment.negative(candidates.get(i)), literal)) {
        return false;
      }
    }
    return true;
  }
}
