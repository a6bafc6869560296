package dev.hermetic.solve;

/** What is true for good: whatever is told here holds at level 0, where it has to be told. */
final class Facts {
  static final int NO_CLAUSE = -1;

  private final Assignment assignment;
  private final Trail trail;
  private final WatchedClauses clauses;
  private boolean contradiction;

  Facts(Assignment assignment, Trail trail, WatchedClauses clauses) {
    this.assignment = assignment;
    this.trail = trail;
    this.clauses = clauses;
  }

  /** Whether they contradict each other; never so, as nothing is needed for good. */
  boolean contradiction() {
    return contradiction;
  }

  /** Makes a literal true. */
  void force(int literal) {
    if (assignment.isFalse(literal)) {
      contradiction = true;
    } else if (assignment.isOpen(literal)) {
      trail.assign(literal, Assignment.DECIDED);
    }
  }

  /** States that one of these literals, none of them false, is true; returns the clause if any. */
  int state(Ints literals) {
    if (literals.size() > 1) {
      return clauses.add(literals.toArray());
    }
    if (literals.isEmpty()) {
      contradiction = true;
    } else {
      force(literals.get(0));
    }
    return NO_CLAUSE;
  }
}
