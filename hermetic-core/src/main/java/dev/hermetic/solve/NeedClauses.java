package dev.hermetic.solve;

import java.util.Arrays;

/** The clauses that a spec which is met needs one of the groups that it matches. */
final class NeedClauses {
  private final Pool pool;
  private final Assignment assignment;
  private final Model model;
  private final WatchedClauses clauses;
  private final Facts facts;

  /** Per spec the number of its clause, or that it has none. */
  private int[] clauseOf = {};

  /** The literals of the clause in the making. */
  private final Ints making = new Ints();

  NeedClauses(
      Pool pool, Assignment assignment, Model model, WatchedClauses clauses, Facts facts) {
    this.pool = pool;
    this.assignment = assignment;
    this.model = model;
    this.clauses = clauses;
    this.facts = facts;
  }

  /**
   * States it for a spec, or states it anew. Groups of several candidates are named twice: as long as
   * there are several to choose from, nothing follows.
   */
  void state(Name name, int spec) {
    if (spec >= clauseOf.length) {
      int known = clauseOf.length;
      clauseOf = Arrays.copyOf(clauseOf, Math.max(spec + 1, 2 * known));
      Arrays.fill(clauseOf, known, clauseOf.length, Facts.NO_CLAUSE);
    }
    int need = Assignment.positive(model.knownNeed(spec));
    Matching matching = pool.matching(pool.spec(spec));
    Groups groups = name.groups;
    making.truncate(0);
    boolean satisfied = assignment.isFalse(need);
    if (!assignment.isTrue(need)) {
      making.add(Assignment.not(need));
    }
    for (int range = 0; range < matching.ranges(); range++) {
      int past = groups.from(matching.past(range));
      for (int i = groups.from(matching.first(range)); i < past; i++) {
        satisfied |= assignment.isTrue(Assignment.positive(groups.get(i).variable));
        add(groups.get(i), making);
      }
    }
    if (satisfied) {
      return;
    }
    if (making.size() > 1 && clauseOf[spec] != Facts.NO_CLAUSE) {
      clauses.replace(clauseOf[spec], making.toArray());
    } else {
      clauseOf[spec] = facts.state(making);
    }
  }

  /** Adds a group that can be installed to a clause. */
  void add(Group group, Ints literals) {
    int literal = Assignment.positive(group.variable);
    if (!assignment.isFalse(literal)) {
      literals.add(literal);
      if (group.members.length > 1) {
        literals.add(literal);
      }
    }
  }

  /** Whether what was stated for a spec does not speak of all groups of now. */
  boolean isOutdated(int spec) {
    // What has no clause was settled, if need be by a group that has parts now.
    return clauseOf[spec] == Facts.NO_CLAUSE || speaksOfSplit(clauses.get(clauseOf[spec]));
  }

  private boolean speaksOfSplit(int[] literals) {
    for (int literal : literals) {
      int variable = Assignment.variable(literal);
      if (model.kind(variable) == Model.GROUP && model.weight(variable) == 0) {
        return true;
      }
    }
    return false;
  }
}
