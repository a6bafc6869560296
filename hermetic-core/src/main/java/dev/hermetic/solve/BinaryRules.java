package dev.hermetic.solve;

import java.util.List;

/**
 * Unit propagation over the rules between two variables, which no clause states: they are read off
 * the tables of the {@link Model}.
 */
final class BinaryRules {
  private final Pool pool;
  private final Assignment assignment;
  private final Model model;
  private final Trail trail;
  private int clashA;
  private int clashB;

  BinaryRules(Pool pool, Assignment assignment, Model model, Trail trail) {
    this.pool = pool;
    this.assignment = assignment;
    this.model = model;
    this.trail = trail;
  }

  /** The two false literals that a rule binds together, when {@link #follow} came upon them. */
  int[] clash() {
    return new int[] {clashA, clashB};
  }

  /** Makes true what follows from a true literal; false when that {@linkplain #clash clashes}. */
  boolean follow(int literal) {
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
    trail.assign(literal, Assignment.because(reason));
    return true;
  }
}
