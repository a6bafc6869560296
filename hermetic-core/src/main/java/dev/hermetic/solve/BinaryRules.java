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

  /** Whether nothing follows from a true literal, as from most: a group is false that has no parts. */
  boolean isSilent(int literal) {
    return (literal & 1) != 0 && model.weight(Assignment.variable(literal)) > 0;
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
      int[] groups = parent == null ? one.name.firstVariables : parent.parts;
      int literal = Assignment.positive(one.variable);
      if (groups == null || !ruleOut(literal, groups, one.variable)) {
        return false;
      }
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
    for (int implied : group.implied) {
      if (!imply(implied, literal)) {
        return false;
      }
    }
    return true;
  }

  private boolean partsRuledOut(int literal, Group group) {
    int[] parts = group.parts;
    return parts == null || ruleOut(literal, parts);
  }

  private boolean specsBroken(Group group) {
    int literal = Assignment.positive(group.variable);
    Ints broken = broken(group);
    for (int i = 0; i < broken.size(); i++) {
      int spec = broken.get(i);
      int need = model.knownNeed(spec);
      int keep = model.knownKeep(spec);
      if (need >= 0 && !imply(Assignment.negative(need), literal)) {
        return false;
      }
      if (keep >= 0 && !imply(Assignment.negative(keep), literal)) {
        return false;
      }
    }
    return true;
  }

  /** Looks at the specs that the name has had since the last time. */
  private Ints broken(Group group) {
    Ints broken = group.broken;
    if (broken == null) {
      // Most groups are never installed.
      broken = new Ints(4);
      group.broken = broken;
    }
    Ints specs = group.name.breakable;
    int end = Math.min(group.endSpec, specs.size());
    for (int i = group.nextSpec; i < end; i++) {
      int spec = specs.get(i);
      if (!pool.matching(pool.spec(spec)).has(group.members[0])) {
        broken.add(spec);
      }
    }
    group.nextSpec = Math.max(group.nextSpec, end);
    return broken;
  }

  private boolean gradesRuledOut(Group group) {
    int literal = Assignment.positive(group.variable);
    List<Grade> grades = group.name.allGrades;
    for (int i = 0; i < grades.size(); i++) {
      Grade grade = grades.get(i);
      if (grade.excludes(group.variable)
          && !imply(Assignment.negative(grade.variable()), literal)) {
        return false;
      }
    }
    return true;
  }

  private boolean ruleOut(int literal, int[] groups) {
    return ruleOut(literal, groups, -1);
  }

  /** Groups of one name but one. */
  private boolean ruleOut(int literal, int[] groups, int but) {
    int clash = trail.ruleOut(groups, but, literal);
    if (clash < 0) {
      return true;
    }
    clashA = Assignment.negative(clash);
    clashB = Assignment.not(literal);
    return false;
  }

  /** Groups of any names. */
  private boolean ruleOut(int literal, Ints groups) {
    for (int i = 0; i < groups.size(); i++) {
      int group = groups.get(i);
      if (assignment.value(group) >= 0 && !imply(Assignment.negative(group), literal)) {
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
