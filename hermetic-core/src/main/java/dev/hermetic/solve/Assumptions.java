package dev.hermetic.solve;

/**
 * Literals that a question takes for true, decided one after the other before anything else is. Some
 * of them may be given up when they clash with those before them.
 */
final class Assumptions {
  private static final int GIVEN_UP = -1;

  private final Assignment assignment;
  private int[] literals = {};

  /** Assumptions before this one are true or given up. */
  private int assumed;

  Assumptions(Assignment assignment) {
    this.assignment = assignment;
  }

  /**
   * Takes other literals for true from now on.
   *
   * @return up to which level nothing but assumptions that come first now as well was decided
   */
  int replace(int[] others) {
    int[] before = literals;
    literals = others;
    assumed = 0;
    int level = 0;
    int at = 0;
    for (int i = 0; i < before.length && at < others.length; i++) {
      int literal = before[i];
      if (literal == GIVEN_UP) {
        continue;
      }
      if (literal != others[at] || !assignment.isTrue(literal)) {
        break;
      }
      level = Math.max(level, assignment.level(Assignment.variable(literal)));
      at++;
    }
    return level;
  }

  /** By their positions; one that was given up is no literal. */
  int[] literals() {
    return literals;
  }

  int literal(int position) {
    return literals[position];
  }

  /** Position of the first one that is neither true nor given up; -1 when there is none. */
  int next() {
    while (assumed < literals.length
        && (literals[assumed] == GIVEN_UP || assignment.isTrue(literals[assumed]))) {
      assumed++;
    }
    return assumed < literals.length ? assumed : -1;
  }

  void giveUp(int position) {
    literals[position] = GIVEN_UP;
  }

  /** What was true may be open again. */
  void rewind() {
    assumed = 0;
  }
}
