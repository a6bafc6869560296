package dev.hermetic.solve;

import java.util.Arrays;

/** Finds out what a conflict came from: a new clause, or the assumptions that clash. */
final class ConflictAnalysis {
  private final Assignment assignment;
  private final WatchedClauses clauses;
  private boolean[] seen = {};

  /** Which variables were seen, to forget them. */
  private final Ints marked = new Ints();

  ConflictAnalysis(Assignment assignment, WatchedClauses clauses) {
    this.assignment = assignment;
    this.clauses = clauses;
  }

  /**
   * The clause that keeps the search from this conflict (first unique implication point). Its first
   * literal is the one of the current level, its second one of the level to go back to.
   *
   * @param falseLiterals literals that may not all be false and are
   */
  int[] learn(int[] falseLiterals) {
    Ints learned = new Ints();
    learned.add(0);
    forget();
    int level = assignment.currentLevel();
    int open = 0;
    int at = assignment.trailSize();
    for (int literal : falseLiterals) {
      open += visit(literal, level, learned);
    }
    int literal;
    while (true) {
      do {
        literal = assignment.trail(--at);
      } while (!seen[Assignment.variable(literal)]);
      open--;
      if (open == 0) {
        break;
      }
      int reason = assignment.reason(Assignment.variable(literal));
      if (reason >= 0) {
        for (int other : clauses.get(reason)) {
          if (other != literal) {
            open += visit(other, level, learned);
          }
        }
      } else {
        open += visit(Assignment.not(-2 - reason), level, learned);
      }
    }
    learned.set(0, Assignment.not(literal));
    int[] clause = learned.toArray();
    int back = 0;
    for (int i = 1; i < clause.length; i++) {
      int of = assignment.level(Assignment.variable(clause[i]));
      if (of > back) {
        back = of;
        int swap = clause[1];
        clause[1] = clause[i];
        clause[i] = swap;
      }
    }
    return clause;
  }

  /** The level to go back to with a learnt clause. */
  int backLevel(int[] clause) {
    return clause.length == 1 ? 0 : assignment.level(Assignment.variable(clause[1]));
  }

  /** Nothing is seen from now on. */
  private void forget() {
    for (int i = 0; i < marked.size(); i++) {
      seen[marked.get(i)] = false;
    }
    marked.truncate(0);
    if (seen.length < assignment.variables()) {
      seen = new boolean[2 * assignment.variables()];
    }
  }

  private void mark(int variable) {
    seen[variable] = true;
    marked.add(variable);
  }

  /** Counts a false literal of the current level, or notes one of an earlier level. */
  private int visit(int literal, int level, Ints learned) {
    int variable = Assignment.variable(literal);
    if (seen[variable] || assignment.level(variable) == 0) {
      return 0;
    }
    mark(variable);
    if (assignment.level(variable) == level) {
      return 1;
    }
    learned.add(literal);
    return 0;
  }

  /** Assumptions that make an assumption false, and that one itself. */
  int[] clashing(int[] assumptions, int failed) {
    forget();
    Ints result = new Ints();
    result.add(failed);
    mark(Assignment.variable(assumptions[failed]));
    for (int at = assignment.trailSize() - 1; at >= 0; at--) {
      int literal = assignment.trail(at);
      int variable = Assignment.variable(literal);
      if (!seen[variable] || assignment.level(variable) == 0) {
        continue;
      }
      int reason = assignment.reason(variable);
      if (reason == Assignment.DECIDED) {
        for (int i = 0; i < assumptions.length; i++) {
          if (assumptions[i] == literal) {
            result.add(i);
          }
        }
      } else if (reason >= 0) {
        for (int other : clauses.get(reason)) {
          mark(Assignment.variable(other));
        }
      } else {
        mark(Assignment.variable(-2 - reason));
      }
    }
    int[] positions = result.toArray();
    Arrays.sort(positions);
    return positions;
  }
}
