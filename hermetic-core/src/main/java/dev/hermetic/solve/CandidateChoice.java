package dev.hermetic.solve;

/** Which candidate of a name a decision is for. */
final class CandidateChoice {
  private final Pool pool;
  private final Assignment assignment;
  private final TieBreaker tieBreaker;

  CandidateChoice(Pool pool, Assignment assignment) {
    this.pool = pool;
    this.assignment = assignment;
    this.tieBreaker = new TieBreaker(pool);
  }

  /** The most preferred open candidate of a name that has none yet. */
  int best(Name name) {
    Candidates candidates = name.attachedCandidates();
    // The first of the first group lies in the tie that decides, wherever in it.
    int position = firstOpenGroup(name).members[0];
    tieBreaker.order(candidates, position);
    return candidates.at(firstOpen(name, candidates, candidates.tieStart(position)));
  }

  private Group firstOpenGroup(Name name) {
    int at = name.firstOpen;
    while (!assignment.isOpen(Assignment.positive(name.groups.variable(at)))) {
      at++;
    }
    name.firstOpen = at;
    return name.groups.get(at);
  }

  private int firstOpen(Name name, Candidates candidates, int from) {
    int position = from;
    while (!assignment.isOpen(
        Assignment.positive(name.variables[candidates.at(position)]))) {
      position++;
    }
    return position;
  }

  /** The most preferred candidate of a group. */
  int first(Name name, Group group) {
    Candidates candidates = pool.candidates(name.id);
    // A candidate's tie is where it stands, wherever in it.
    int position = group.members[0];
    tieBreaker.order(candidates, position);
    position = candidates.tieStart(position);
    while (name.variables[candidates.at(position)] != group.variable) {
      position++;
    }
    return candidates.at(position);
  }
}
