package dev.hermetic.solve;

/**
 * Makes literals true and takes them back in reverse (backjumping). Keeps count of what hangs on
 * them: open candidates, the chosen group and grade of each name, and the names that are needed.
 */
final class Trail {
  private final Pool pool;
  private final Assignment assignment;
  private final Model model;
  private final NeededNames needed;

  /** Consequences of what was made true before this one are followed. */
  private int propagated;

  Trail(Pool pool, Assignment assignment, Model model, NeededNames needed) {
    this.pool = pool;
    this.assignment = assignment;
    this.model = model;
    this.needed = needed;
  }

  /** Makes an open literal true. */
  void assign(int literal, int reason) {
    assignment.set(literal, reason);
    int variable = Assignment.variable(literal);
    boolean positive = (literal & 1) == 0;
    switch (model.kind(variable)) {
      case Model.GROUP -> {
        int weight = model.weight(variable);
        if (weight > 0) {
          Name name = model.nameOf(variable);
          name.open -= weight;
          if (positive) {
            name.chosen = variable;
          }
        }
      }
      case Model.NEED -> {
        if (positive) {
          needed.add(pool.spec(model.subject(variable)));
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

  /**
   * Makes groups of one name false that are open, because of a literal that is true.
   *
   * @param but a group that is left out; -1 for none
   * @return a group that is true; -1 when there is none
   */
  int ruleOut(int[] groups, int but, int because) {
    if (groups.length == 0) {
      return -1;
    }
    int level = assignment.currentLevel();
    int reason = Assignment.because(because);
    int closed = 0;
    int clash = -1;
    for (int i = 0; i < groups.length && clash < 0; i++) {
      int group = groups[i];
      int value = assignment.value(group);
      if (value == 0) {
        assignment.ruleOut(group, level, reason);
        closed += model.weight(group);
      } else if (value > 0 && group != but) {
        clash = group;
      }
    }
    model.nameOf(groups[0]).open -= closed;
    return clash;
  }

  /** Decides on an open literal, at a level of its own. */
  void decide(int literal) {
    assignment.newLevel();
    assign(literal, Assignment.DECIDED);
  }

  private void undo() {
    int literal = assignment.undo();
    int variable = Assignment.variable(literal);
    boolean positive = (literal & 1) == 0;
    if (model.kind(variable) != Model.GROUP) {
      undo(variable, positive);
      return;
    }
    int weight = model.weight(variable);
    if (weight > 0) {
      Name name = model.nameOf(variable);
      name.open += weight;
      name.firstOpen = 0;
      if (positive) {
        name.chosen = Name.NONE_CHOSEN;
      }
    }
  }

  private void undo(int variable, boolean positive) {
    switch (model.kind(variable)) {
      case Model.NEED -> {
        if (positive) {
          needed.remove(pool.spec(model.subject(variable)));
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
    needed.rewind();
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

  /** Whether there is a true literal whose consequences are not followed. */
  boolean isPending() {
    return propagated < assignment.trailSize();
  }

  /** The first such literal; it counts as followed from now on. */
  int nextPending() {
    return assignment.trail(propagated++);
  }
}
