package dev.hermetic.solve;

/**
 * The groups of a root that have their best candidate in one grade: a variable of its own lets
 * versions be chosen for every root before builds are chosen for any.
 *
 * @param variable true when one of the groups has to be chosen
 * @param rank number of the grade among the candidates' grades
 * @param in variables of the groups
 * @param out variables of the name's other groups
 */
record Grade(int variable, Name name, int rank, int[] in, int[] out) {
  boolean excludes(int group) {
    for (int one : out) {
      if (one == group) {
        return true;
      }
    }
    return false;
  }
}
