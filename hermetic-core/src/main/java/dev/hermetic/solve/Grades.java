package dev.hermetic.solve;

/** Lets the search decide for a version of a root before it decides for a build of it. */
final class Grades {
  private final Assignment assignment;
  private final Model model;
  private final WatchedClauses clauses;

  Grades(Assignment assignment, Model model, WatchedClauses clauses) {
    this.assignment = assignment;
    this.model = model;
    this.clauses = clauses;
  }

  /** The grade of an open candidate. */
  Grade of(Name name, int candidate) {
    int rank = name.attachedCandidates().grades[candidate];
    Grade known = name.grades.get(rank);
    return known == null ? make(name, candidate, rank) : known;
  }

  private Grade make(Name name, int candidate, int rank) {
    int[] ranks = name.attachedCandidates().grades;
    Ints in = new Ints();
    Ints out = new Ints();
    for (int i = 0; i < name.groups.size(); i++) {
      Group group = name.groups.get(i);
      (ranks[group.members[0]] == rank ? in : out).add(group.variable);
    }
    Grade grade = model.newGrade(name, rank, in.toArray(), out.toArray());
    Ints literals = new Ints();
    literals.add(Assignment.negative(grade.variable()));
    literals.add(Assignment.positive(name.variables[candidate]));
    for (int group : grade.in()) {
      if (group != name.variables[candidate]) {
        literals.add(Assignment.positive(group));
      }
      if (model.group(group).inGrade(ranks) > 1) {
        // Named twice, as in clauses of needs.
        literals.add(Assignment.positive(group));
      }
    }
    clauses.add(literals.toArray());
    return grade;
  }

  /** How many candidates of a root are open, of its grade where that is chosen. */
  int open(Name name) {
    Grade grade = name.grade;
    if (grade == null) {
      return name.open;
    }
    int open = 0;
    for (int group : grade.in()) {
      if (assignment.isOpen(Assignment.positive(group))) {
        open += model.group(group).inGrade(name.attachedCandidates().grades);
      }
    }
    return open;
  }
}
