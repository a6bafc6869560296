package dev.hermetic.solve;

import org.jspecify.annotations.Nullable;

/**
 * Candidates of one name between which nothing that the search has met so far can tell: they depend
 * on and constrain the same, and each spec matches all of them or none. The search has one variable
 * for all of them ("one of these is installed"), so that what it learns of one it knows of the
 * others. A spec that matches only some of them splits the group: its parts get variables of their
 * own, and its own one stays true to all that was learnt.
 */
final class Group {
  private static final int[] NONE = {};

  final int variable;
  final Name name;

  /** False when a dependency does not parse: then none of them can ever be installed. */
  final boolean usable;

  /** What this is a part of. */
  final @Nullable Group parent;

  /** Candidates, ascending, so that the first is the most preferred but for ties. */
  int[] members;

  /** How many members are in the grade of the best one; 0 when not counted yet. */
  private int inGrade;

  /**
   * Spec numbers of {@code depends} and {@code constrains}: of the parts of a group that was split,
   * the group has them.
   */
  final int[] needs;

  final int[] keeps;

  /** The literals of these specs: they follow from the group. */
  int[] implied = NONE;

  /**
   * Which specs of those that the group itself can break, by their order in {@link Name#breakable},
   * have not been looked at: those before the first ones are its parent's, those from the end on its
   * parts'.
   */
  int nextSpec;

  int endSpec = Integer.MAX_VALUE;

  /** Those that were looked at and that its candidates do not match; null as long as none was. */
  @Nullable Ints broken;

  /** The variables of its parts; null as long as it is whole. */
  int @Nullable [] parts;

  Group(
      int variable,
      Name name,
      @Nullable Group parent,
      int[] members,
      int @Nullable [] needs,
      int @Nullable [] keeps) {
    this.variable = variable;
    this.name = name;
    this.parent = parent;
    this.members = members;
    this.usable = needs != null && keeps != null;
    this.needs = needs == null || keeps == null ? NONE : needs;
    this.keeps = needs == null || keeps == null ? NONE : keeps;
    this.nextSpec = parent == null ? 0 : name.breakable.size();
  }

  /** How many candidates are in the same grade as the best one. */
  int inGrade(int[] grades) {
    while (inGrade < members.length && grades[members[inGrade]] == grades[members[0]]) {
      inGrade++;
    }
    return inGrade;
  }
}
