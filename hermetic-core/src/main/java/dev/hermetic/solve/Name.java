package dev.hermetic.solve;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A package name in the search: the groups that its candidates are in now, and what the assignment
 * has come to for them.
 */
final class Name {
  static final int NONE_CHOSEN = -1;

  private static final int[] NONE = {};

  final int id;

  /** Null as long as the name is not attached. */
  @Nullable Candidates candidates;

  /** Before any was split. */
  final List<Group> firstGroups = new ArrayList<>();

  /** The variables of these. */
  int[] firstVariables = NONE;

  /** Those that are whole. */
  final Groups groups = new Groups();

  /** Per candidate the variable of the group that it is in. */
  int[] variables = NONE;

  /** Specs of this name that have a variable. */
  final Ints specs = new Ints();

  /** Those that were tied to the groups, in that order. */
  final Ints tied = new Ints();

  /** Those of them that some candidate does not match. */
  final Ints breakable = new Ints();

  /** The grades that the groups of now have, as far as they have variables, and all there were. */
  final Map<Integer, Grade> grades = new HashMap<>();

  final List<Grade> allGrades = new ArrayList<>();

  /** The one of the grades of now that is true. */
  @Nullable Grade grade;

  /** How many candidates are neither chosen nor ruled out. */
  int open;

  /** Whole groups before this one are not open. */
  int firstOpen;

  /** How many specs of the name are true that something needs. */
  int needs;

  /** The variable of the group that is true. */
  int chosen = NONE_CHOSEN;

  Name(int id) {
    this.id = id;
  }

  boolean attached() {
    return candidates != null;
  }

  /** Of a name that is attached. */
  Candidates attachedCandidates() {
    return Objects.requireNonNull(candidates);
  }

  /** Forgets what was found out by the groups of before. */
  void regrouped() {
    firstOpen = 0;
    grades.clear();
    grade = null;
  }
}
