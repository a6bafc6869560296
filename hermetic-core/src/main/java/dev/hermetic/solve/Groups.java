package dev.hermetic.solve;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The whole groups of a name, by their first candidates. Which of them a spec matches is read off
 * arrays: hundreds of specs speak of a name with hundreds of groups, mostly each of few.
 */
final class Groups {
  private Group[] groups = new Group[4];
  private int size;

  /** Per group its first and its last candidate and its variable. */
  private int[] firsts = new int[4];

  private int[] lasts = new int[4];
  private int[] variables = new int[4];

  int size() {
    return size;
  }

  Group get(int index) {
    return groups[index];
  }

  /** The variable of the one at an index. */
  int variable(int index) {
    return variables[index];
  }

  /** Adds a group where its first candidate has its place. */
  void add(Group group) {
    int first = group.members[0];
    int at = size > 0 && firsts[size - 1] > first ? from(first) : size;
    if (size == groups.length) {
      groups = Arrays.copyOf(groups, 2 * size);
      firsts = Arrays.copyOf(firsts, 2 * size);
      lasts = Arrays.copyOf(lasts, 2 * size);
      variables = Arrays.copyOf(variables, 2 * size);
    }
    System.arraycopy(groups, at, groups, at + 1, size - at);
    System.arraycopy(firsts, at, firsts, at + 1, size - at);
    System.arraycopy(lasts, at, lasts, at + 1, size - at);
    System.arraycopy(variables, at, variables, at + 1, size - at);
    set(at, group);
    size++;
  }

  /** Puts two parts of a group in its place, the first with its first candidate. */
  void replace(Group whole, Group first, Group second) {
    set(from(whole.members[0]), first);
    add(second);
  }

  private void set(int at, Group group) {
    int[] members = group.members;
    groups[at] = group;
    firsts[at] = members[0];
    lasts[at] = members[members.length - 1];
    variables[at] = group.variable;
  }

  void clear() {
    Arrays.fill(groups, 0, size, null);
    size = 0;
  }

  /** The place of the first group that begins at a candidate or behind it. */
  int from(int candidate) {
    return from(0, candidate);
  }

  private int from(int start, int candidate) {
    int found = Arrays.binarySearch(firsts, start, size, candidate);
    return found < 0 ? -1 - found : found;
  }

  /** Those of which something is true of some candidates and not of others. */
  List<Group> parted(Matching matching) {
    if (matching.isEmpty()) {
      return List.of();
    }
    List<Group> parted = new ArrayList<>(2);
    int first = matching.first(0);
    int end = from(matching.past(matching.ranges() - 1));
    for (int i = 0; i < end; i++) {
      // Of nearly all it is seen so far that all or none are matched.
      if (firsts[i] < lasts[i]
          && lasts[i] >= first
          && matching.endsWithin(firsts[i], lasts[i])
          && matching.parts(groups[i].members)) {
        parted.add(groups[i]);
      }
    }
    return parted;
  }

  /**
   * Variables of those that something is not true of.
   *
   * @param matching parts none of the groups
   */
  int[] variablesWithout(Matching matching) {
    int ranges = matching.ranges();
    // Where groups end that it is not true of, and where the next such ones begin.
    int[] ends = new int[ranges + 1];
    int[] starts = new int[ranges + 1];
    int count = 0;
    int at = 0;
    for (int range = 0; range < ranges; range++) {
      starts[range] = at;
      ends[range] = from(at, matching.first(range));
      count += ends[range] - at;
      at = from(ends[range], matching.past(range));
    }
    starts[ranges] = at;
    ends[ranges] = size;
    int[] without = new int[count + size - at];
    count = 0;
    for (int i = 0; i <= ranges; i++) {
      System.arraycopy(variables, starts[i], without, count, ends[i] - starts[i]);
      count += ends[i] - starts[i];
    }
    return without;
  }
}
