package dev.hermetic.solve;

import java.util.Arrays;

/**
 * What is true and false so far, since which decision level, and because of what.
 *
 * <p>A literal is {@code 2 × variable} for the variable and one more for its negation. A reason is
 * {@link #DECIDED}, the number of a clause, or {@code -2 - literal} when that one literal, being
 * true, was enough.
 */
final class Assignment {
  static final int DECIDED = -1;

  private byte[] values = new byte[1024];
  private int[] levels = new int[1024];
  private int[] reasons = new int[1024];
  private final Ints trail = new Ints(1024);
  private final Ints levelStarts = new Ints(64);
  private int variables;

  int newVariable() {
    if (variables == values.length) {
      values = Arrays.copyOf(values, 2 * variables);
      levels = Arrays.copyOf(levels, 2 * variables);
      reasons = Arrays.copyOf(reasons, 2 * variables);
    }
    return variables++;
  }

  int variables() {
    return variables;
  }

  static int positive(int variable) {
    return variable << 1;
  }

  static int negative(int variable) {
    return (variable << 1) | 1;
  }

  static int not(int literal) {
    return literal ^ 1;
  }

  static int variable(int literal) {
    return literal >> 1;
  }

  static int because(int literal) {
    return -2 - literal;
  }

  /** Positive for a true variable, negative for a false one, 0 for an open one. */
  int value(int variable) {
    return values[variable];
  }

  boolean isTrue(int literal) {
    return values[literal >> 1] == ((literal & 1) == 0 ? 1 : -1);
  }

  /** Whether one of these variables is true. */
  boolean isAnyTrue(int[] variables) {
    for (int variable : variables) {
      if (values[variable] > 0) {
        return true;
      }
    }
    return false;
  }

  boolean isFalse(int literal) {
    return values[literal >> 1] == ((literal & 1) == 0 ? -1 : 1);
  }

  boolean isOpen(int literal) {
    return values[literal >> 1] == 0;
  }

  int level(int variable) {
    return levels[variable];
  }

  int reason(int variable) {
    return reasons[variable];
  }

  /** Makes an open literal true. */
  void set(int literal, int reason) {
    int variable = literal >> 1;
    values[variable] = (byte) ((literal & 1) == 0 ? 1 : -1);
    levels[variable] = currentLevel();
    reasons[variable] = reason;
    trail.add(literal);
  }

  /**
   * Makes an open variable false: most of what follows is that. Short, for Java to have it where it
   * is called.
   *
   * @param level the current one
   */
  void ruleOut(int variable, int level, int reason) {
    values[variable] = -1;
    levels[variable] = level;
    reasons[variable] = reason;
    trail.add(negative(variable));
  }

  void newLevel() {
    levelStarts.add(trail.size());
  }

  int currentLevel() {
    return levelStarts.size();
  }

  int trailSize() {
    return trail.size();
  }

  int trail(int index) {
    return trail.get(index);
  }

  /** First trail position of a level of at least 1. */
  int levelStart(int level) {
    return levelStarts.get(level - 1);
  }

  /** Takes the latest literal back and returns it. */
  int undo() {
    int literal = trail.removeLast();
    values[literal >> 1] = 0;
    return literal;
  }

  /** Forgets the levels above; their literals must have been taken back. */
  void dropLevels(int level) {
    levelStarts.truncate(level);
  }
}
