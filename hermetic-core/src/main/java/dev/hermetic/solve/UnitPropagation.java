package dev.hermetic.solve;

/**
 * Follows what is true to all that it forces, by the {@link BinaryRules} first and then by the
 * {@link WatchedClauses}.
 */
final class UnitPropagation {
  static final int NO_CONFLICT = -1;

  private static final int BINARY_CONFLICT = -2;

  private final Assignment assignment;
  private final Trail trail;
  private final BinaryRules rules;
  private final WatchedClauses clauses;
  private final WatchedClauses.Implied byClause = this::implyByClause;

  UnitPropagation(
      Assignment assignment, Trail trail, BinaryRules rules, WatchedClauses clauses) {
    this.assignment = assignment;
    this.trail = trail;
    this.rules = rules;
    this.clauses = clauses;
  }

  /** Follows every consequence; returns {@link #NO_CONFLICT} or what {@link #conflicting} knows. */
  int propagate() {
    while (trail.isPending()) {
      int literal = trail.nextPending();
      if (!rules.isSilent(literal) && !rules.follow(literal)) {
        return BINARY_CONFLICT;
      }
      int other = Assignment.not(literal);
      if (clauses.isWatched(other)) {
        int conflict = clauses.falsified(other, byClause);
        if (conflict >= 0) {
          return conflict;
        }
      }
    }
    return NO_CONFLICT;
  }

  /** The literals of a conflict: they may not all be false and are. */
  int[] conflicting(int conflict) {
    return conflict == BINARY_CONFLICT ? rules.clash() : clauses.get(conflict);
  }

  private boolean implyByClause(int literal, int clause) {
    if (assignment.isFalse(literal)) {
      return false;
    }
    trail.assign(literal, clause);
    return true;
  }
}
