package dev.hermetic.solve;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

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

  /** Names that a true spec needs, in the order in which they came to be needed. */
  private final List<Model.Name> needed = new ArrayList<>();

  private final Deque<Spec> wanted = new ArrayDeque<>();
  private int propagated;

  /** Needed names before this one have a candidate. */
  private int chosenUpTo;

  private int clashA;
  private int clashB;

  Propagation(Pool pool, Assignment assignment, Model model, Clauses clauses) {
    this.pool = pool;
    this.assignment = assignment;
    this.model = model;
    this.clauses = clauses;
  }

  /**
   * Of the names that a true spec needs and that have no candidate yet, the one that has been needed
   * longest.
   */
  Model.@Nullable Name firstNeeded() {
    while (chosenUpTo < needed.size()) {
      Model.Name name = needed.get(chosenUpTo);
      if (name.chosen < 0) {
        return name;
      }
      chosenUpTo++;
    }
    return null;
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
      case Model.GROUP -> {
        Group group = model.group(variable);
        if (group.isWhole()) {
          group.name.open -= group.members.length;
          if (positive) {
            group.name.chosen = variable;
          }
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
      case Model.GRADE -> {
        Grade grade = model.grade(variable);
        // One from before a group was split does not count any more.
        if (positive && grade.name().grades.get(grade.rank()) == grade) {
          grade.name().grade = grade;
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
      case Model.GROUP -> {
        Group group = model.group(variable);
        if (group.isWhole()) {
          group.name.open += group.members.length;
          group.name.firstOpen = 0;
          if (positive) {
            group.name.chosen = -1;
          }
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
      case Model.GRADE -> {
        Grade grade = model.grade(variable);
        if (grade.name().grade == grade) {
          grade.name().grade = null;
        }
      }
      default -> {
        // That a spec is kept changes no count.
      }
    }
  }

  /** Takes back everything above a level. */
  void backtrack(int level) {
    // Also where nothing is taken back: groups may be split next, and choices with them.
    chosenUpTo = 0;
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
    return switch (model.kind(variable)) {
      case Model.GROUP -> {
        Group group = model.group(variable);
        yield positive ? installed(group) : partsRuledOut(literal, group);
      }
      case Model.GRADE -> {
        Grade grade = model.grade(variable);
        yield ruleOut(literal, positive ? grade.out() : grade.in());
      }
      case Model.NEED -> {
        int spec = model.subject(variable);
        yield positive
            ? ruleOut(literal, model.forbidden(spec))
            : ruleOut(literal, model.needers(spec));
      }
      default -> {
        int spec = model.subject(variable);
        yield positive
            ? ruleOut(literal, model.forbidden(spec))
            : ruleOut(literal, model.keepers(spec));
      }
    };
  }

  /**
   * All that follows from a group, at once with all that follows from what it is a part of: the order
   * in which names come to be needed must not depend on which groups were split.
   */
  private boolean installed(Group group) {
    for (Group one = group; one != null; one = one.parent) {
      Group parent = one.parent;
      List<Group> groups = parent == null ? one.name.firstGroups : parent.parts;
      if (groups == null || !othersRuledOut(one, groups)) {
        return false;
      }
      int literal = Assignment.positive(one.variable);
      if (parent != null && !imply(Assignment.positive(parent.variable), literal)) {
        return false;
      }
    }
    for (Group one = group; one != null; one = one.parent) {
      if (!dependenciesFollow(one)) {
        return false;
      }
    }
    for (Group one = group; one != null; one = one.parent) {
      if (!specsBroken(one) || !gradesRuledOut(one)) {
        return false;
      }
    }
    return true;
  }

  private boolean dependenciesFollow(Group group) {
    int literal = Assignment.positive(group.variable);
    for (int spec : group.needs) {
      if (!imply(Assignment.positive(model.need(spec)), literal)) {
        return false;
      }
    }
    for (int spec : group.keeps) {
      if (!imply(Assignment.positive(model.keep(spec)), literal)) {
        return false;
      }
    }
    return true;
  }

  private boolean othersRuledOut(Group group, List<Group> groups) {
    int literal = Assignment.positive(group.variable);
    for (Group other : groups) {
      if (other != group && !imply(Assignment.negative(other.variable), literal)) {
        return false;
      }
    }
    return true;
  }

  private boolean partsRuledOut(int literal, Group group) {
    List<Group> parts = group.parts;
    if (parts != null) {
      for (Group part : parts) {
        if (!imply(Assignment.negative(part.variable), literal)) {
          return false;
        }
      }
    }
    return true;
  }

  private boolean specsBroken(Group group) {
    int literal = Assignment.positive(group.variable);
    Ints specs = group.name.breakable;
    int end = Math.min(group.endSpec, specs.size());
    for (int i = group.firstSpec; i < end; i++) {
      int spec = specs.get(i);
      if (!pool.matching(pool.spec(spec)).has(group.members[0])) {
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

  private boolean gradesRuledOut(Group group) {
    int literal = Assignment.positive(group.variable);
    for (Grade grade : group.name.allGrades) {
      if (grade.excludes(group.variable)
          && !imply(Assignment.negative(grade.variable()), literal)) {
        return false;
      }
    }
    return true;
  }

  private boolean ruleOut(int literal, int[] groups) {
    for (int group : groups) {
      if (!imply(Assignment.negative(group), literal)) {
        return false;
      }
    }
    return true;
  }

  private boolean ruleOut(int literal, Ints groups) {
    for (int i = 0; i < groups.size(); i++) {
      if (!imply(Assignment.negative(groups.get(i)), literal)) {
        return false;
      }
    }
    return true;
  }
}
