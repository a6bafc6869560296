package dev.hermetic.solve;

/**
 * The groups of a root that have their best candidate in one grade: a variable of its own lets
 * versions be chosen for every root before builds are chosen for any.
 *
 * @param variable true when one of the groups has to be chosen
 * @param in variables of the groups
 * @param out variables of the name's other groups
 */
record Grade(int variable, int[] in, int[] out) {
  boolean has(int group) {
    return contains(in, group);
  }

  boolean excludes(int group) {
    return contains(out, group);
  }

  private static boolean contains(int[] variables, int variable) {
    for (int one : variables) {
      if (one == variable) {
        return true;
      }
    }
    return false;
  }
}
