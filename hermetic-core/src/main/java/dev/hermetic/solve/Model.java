package dev.hermetic.solve;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The request as propositional logic, as far as the search has come. There is a variable for each
 * {@link Group} of candidates ("one of them is installed"), for each spec that something needs ("is
 * met") and for each spec that constrains ("is not broken"). The rules between two variables are not
 * stored as clauses but read off the tables here:
 *
 * <ul>
 *   <li>a group needs its {@code depends} and keeps its {@code constrains};
 *   <li>a spec that is met or kept forbids the groups of its name that it does not match;
 *   <li>a name has one group at most, and a group one of its parts;
 *   <li>a part is installed only if the group is that it is a part of.
 * </ul>
 *
 * <p>That a spec which is met needs one of its groups, and a group one of its parts, is a clause.
 * Names are attached, that is get their variables, only when something true needs them.
 */
final class Model {
  /** What a variable means. */
  static final byte GROUP = 0;

  static final byte NEED = 1;
  static final byte KEEP = 2;
  static final byte GRADE = 3;

  private final Pool pool;
  private final Assignment assignment;
  private byte[] kinds = new byte[1024];
  private int[] subjects = new int[1024];
  private final List<Name> names = new ArrayList<>();
  private @Nullable SpecVariables[] specs = new SpecVariables[1024];
  private Group[] groups = new Group[1024];

  /**
   * Per variable of a group its name, and how many candidates it has; 0 when it has parts. Search
   * asks for them a million times, and each object on the way to them may lie far off.
   */
  private Name[] namesOf = new Name[1024];

  private int[] weights = new int[1024];
  private int groupCount;
  private final List<Grade> grades = new ArrayList<>();

  Model(Pool pool, Assignment assignment) {
    this.pool = pool;
    this.assignment = assignment;
  }

  Name name(int id) {
    while (names.size() <= id) {
      names.add(new Name(names.size()));
    }
    return names.get(id);
  }

  byte kind(int variable) {
    return kinds[variable];
  }

  /** Number of the group, the spec or the grade. */
  int subject(int variable) {
    return subjects[variable];
  }

  private int newVariable(byte kind, int subject) {
    int variable = assignment.newVariable();
    if (variable >= kinds.length) {
      kinds = Arrays.copyOf(kinds, 2 * kinds.length);
      subjects = Arrays.copyOf(subjects, 2 * subjects.length);
      namesOf = Arrays.copyOf(namesOf, 2 * namesOf.length);
      weights = Arrays.copyOf(weights, 2 * weights.length);
    }
    kinds[variable] = kind;
    subjects[variable] = subject;
    return variable;
  }

  private SpecVariables variables(int spec) {
    if (spec >= specs.length) {
      specs = Arrays.copyOf(specs, 2 * (spec + 1));
    }
    SpecVariables known = specs[spec];
    if (known == null) {
      known = new SpecVariables();
      specs[spec] = known;
    }
    return known;
  }

  /** The variable "spec is met". */
  int need(int spec) {
    SpecVariables variables = variables(spec);
    if (variables.need == SpecVariables.NO_VARIABLE) {
      variables.need = newVariable(NEED, spec);
      list(spec, variables);
    }
    return variables.need;
  }

  /** The variable "spec is not broken". */
  int keep(int spec) {
    SpecVariables variables = variables(spec);
    if (variables.keep == SpecVariables.NO_VARIABLE) {
      variables.keep = newVariable(KEEP, spec);
      list(spec, variables);
    }
    return variables.keep;
  }

  /** {@link #need}, or negative when nothing needs the spec. */
  int knownNeed(int spec) {
    return variables(spec).need;
  }

  /** {@link #keep}, or negative when nothing constrains with the spec. */
  int knownKeep(int spec) {
    return variables(spec).keep;
  }

  Group group(int variable) {
    return groups[subjects[variable]];
  }

  /** The name of a group. */
  Name nameOf(int variable) {
    return namesOf[variable];
  }

  /** How many candidates a group has that is whole, 0 for one that has parts. */
  int weight(int variable) {
    return weights[variable];
  }

  /** Has parts stand for a group from now on. */
  void part(Group group, List<Group> parts) {
    int[] variables = new int[parts.size()];
    for (int i = 0; i < variables.length; i++) {
      variables[i] = parts.get(i).variable;
    }
    group.parts = variables;
    weights[group.variable] = 0;
  }

  Grade grade(int variable) {
    return grades.get(subjects[variable]);
  }

  /** Group variables that the spec forbids when it is met or kept. */
  int[] forbidden(int spec) {
    return variables(spec).forbidden;
  }

  void forbid(int spec, int[] groups) {
    variables(spec).forbidden = groups;
  }

  Ints needers(int spec) {
    return variables(spec).needers;
  }

  Ints keepers(int spec) {
    return variables(spec).keepers;
  }

  private void list(int spec, SpecVariables variables) {
    if (!variables.listed) {
      variables.listed = true;
      name(pool.spec(spec).name).specs.add(spec);
    }
  }

  /** Gives some candidates of a name a variable that means one of them. */
  Group newGroup(
      Name name,
      @Nullable Group parent,
      int[] members,
      int @Nullable [] needs,
      int @Nullable [] keeps) {
    int variable = newVariable(GROUP, groupCount);
    Group group = new Group(variable, name, parent, members, needs, keeps);
    if (groupCount == groups.length) {
      groups = Arrays.copyOf(groups, 2 * groupCount);
    }
    groups[groupCount++] = group;
    namesOf[variable] = name;
    weights[variable] = members.length;
    for (int member : members) {
      name.variables[member] = variable;
    }
    return group;
  }

  /**
   * Gives a grade of a name a variable.
   *
   * @param in as in {@link Grade}, as {@code out}
   */
  Grade newGrade(Name name, int rank, int[] in, int[] out) {
    Grade grade = new Grade(newVariable(GRADE, grades.size()), name, rank, in, out);
    grades.add(grade);
    name.grades.put(rank, grade);
    name.allGrades.add(grade);
    return grade;
  }
}
