package dev.hermetic.solve;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

  private static final int NO_VARIABLE = -1;
  private static final int[] NONE = {};

  private final Pool pool;
  private final Assignment assignment;
  private byte[] kinds = new byte[1024];
  private int[] subjects = new int[1024];
  private final List<Name> names = new ArrayList<>();
  private @Nullable SpecVariables[] specs = new SpecVariables[1024];
  private Group[] groups = new Group[1024];
  private int groupCount;
  private final List<Grade> grades = new ArrayList<>();

  /** A name in the search. */
  static final class Name {
    final int id;
    @Nullable Candidates candidates;

    /** Before any was split. */
    final List<Group> firstGroups = new ArrayList<>();

    /** Those that are whole, by their first candidates. */
    final List<Group> groups = new ArrayList<>();

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

    int needs;
    int chosen = NO_VARIABLE;
    boolean root;

    Name(int id) {
      this.id = id;
    }

    boolean attached() {
      return candidates != null;
    }
  }

  private static final class SpecVariables {
    int need = NO_VARIABLE;
    int keep = NO_VARIABLE;
    boolean listed;
    int[] forbidden = NONE;

    /** Group variables that depend on the spec, or constrain with it. */
    final Ints needers = new Ints();

    final Ints keepers = new Ints();
  }

  /** Lists that tell which first group a candidate is in; pools have one array for equal lists. */
  private record Lists(int @Nullable [] needs, int @Nullable [] keeps) {
    @Override
    public boolean equals(@Nullable Object object) {
      return object instanceof Lists other && needs == other.needs && keeps == other.keeps;
    }

    @Override
    public int hashCode() {
      return 31 * System.identityHashCode(needs) + System.identityHashCode(keeps);
    }
  }

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
    if (variables.need == NO_VARIABLE) {
      variables.need = newVariable(NEED, spec);
      list(spec, variables);
    }
    return variables.need;
  }

  /** The variable "spec is not broken". */
  int keep(int spec) {
    SpecVariables variables = variables(spec);
    if (variables.keep == NO_VARIABLE) {
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

  private Group newGroup(
      Name name, @Nullable Group parent, int[] members, int[] needs, int[] keeps) {
    int variable = newVariable(GROUP, groupCount);
    Group group = new Group(variable, name, parent, members, needs, keeps);
    if (groupCount == groups.length) {
      groups = Arrays.copyOf(groups, 2 * groupCount);
    }
    groups[groupCount++] = group;
    for (int member : members) {
      name.variables[member] = variable;
    }
    return group;
  }

  /**
   * Gives a name's candidates their variables.
   *
   * @return variables of groups that can never be installed
   */
  int[] attach(Name name) {
    Candidates candidates = pool.candidates(name.id);
    name.candidates = candidates;
    name.variables = new int[candidates.size()];
    name.open = candidates.size();
    Map<Lists, Integer> alike = new HashMap<>();
    Ints firsts = new Ints();
    int[] setOf = new int[candidates.needs.length];
    int[] sizes = new int[setOf.length];
    for (int i = 0; i < candidates.size(); i++) {
      int lists = candidates.lists(i);
      if (setOf[lists] == 0) {
        int next = alike.size() + 1;
        Lists both = new Lists(pool.needs(candidates, i), pool.keeps(candidates, i));
        Integer known = alike.putIfAbsent(both, next);
        setOf[lists] = known == null ? next : known;
        if (known == null) {
          firsts.add(i);
        }
      }
      sizes[setOf[lists] - 1]++;
    }
    int[][] members = new int[firsts.size()][];
    for (int set = 0; set < members.length; set++) {
      members[set] = new int[sizes[set]];
    }
    for (int i = candidates.size() - 1; i >= 0; i--) {
      int set = setOf[candidates.lists(i)] - 1;
      members[set][--sizes[set]] = i;
    }
    Ints broken = new Ints();
    for (int set = 0; set < members.length; set++) {
      int @Nullable [] needs = pool.needs(candidates, firsts.get(set));
      int @Nullable [] keeps = pool.keeps(candidates, firsts.get(set));
      boolean usable = needs != null && keeps != null;
      Group group =
          newGroup(name, null, members[set], usable ? needs : NONE, usable ? keeps : NONE);
      name.firstGroups.add(group);
      name.groups.add(group);
      if (usable) {
        dependencies(group);
      } else {
        broken.add(group.variable);
      }
    }
    return broken.toArray();
  }

  private void dependencies(Group group) {
    for (int spec : group.needs) {
      need(spec);
      needers(spec).add(group.variable);
    }
    for (int spec : group.keeps) {
      keep(spec);
      keepers(spec).add(group.variable);
    }
  }

  /** Parts a group into candidates of which something is true and those of which it is not. */
  List<Group> split(Group group, Matching matching) {
    Name name = group.name;
    int[][] parts = matching.partition(group.members);
    boolean matchedFirst = matching.has(group.members[0]);
    int specs = name.breakable.size();
    Group first = newGroup(name, group, parts[matchedFirst ? 0 : 1], NONE, NONE);
    Group second = newGroup(name, group, parts[matchedFirst ? 1 : 0], NONE, NONE);
    group.parts = List.of(first, second);
    group.endSpec = specs;
    int at = name.groups.indexOf(group);
    name.groups.set(at, first);
    do {
      at++;
    } while (at < name.groups.size() && name.groups.get(at).members[0] < second.members[0]);
    name.groups.add(at, second);
    name.firstOpen = 0;
    name.grades.clear();
    name.grade = null;
    return List.of(first, second);
  }

  /** A variable for the name's groups that have their best candidate where the given one is. */
  Grade newGrade(Name name, int candidate) {
    int[] ranks = pool.candidates(name.id).grades;
    Ints in = new Ints();
    Ints out = new Ints();
    for (Group group : name.groups) {
      (ranks[group.members[0]] == ranks[candidate] ? in : out).add(group.variable);
    }
    int rank = ranks[candidate];
    Grade grade =
        new Grade(newVariable(GRADE, grades.size()), name, rank, in.toArray(), out.toArray());
    grades.add(grade);
    name.grades.put(rank, grade);
    name.allGrades.add(grade);
    return grade;
  }
}
