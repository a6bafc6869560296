package dev.hermetic.solve;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
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
  private static final int NO_CANDIDATE = -1;
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

  /**
   * Gives a name that was {@linkplain Candidates#held held} all its candidates. The group of the held
   * record stays, that of the others gets them as parts.
   *
   * @return these parts
   */
  List<Group> widen(Name name) {
    Candidates whole = pool.candidates(name.id);
    Group held = name.firstGroups.get(0);
    Group others = name.firstGroups.get(1);
    int place = whole.placeOf(name.candidates.record(0));
    name.candidates = whole;
    name.variables = new int[whole.size()];
    name.variables[place] = held.variable;
    held.members = new int[] {place};
    others.endSpec = 0;
    name.breakable.truncate(0);
    for (int i = 0; i < name.tied.size(); i++) {
      int spec = name.tied.get(i);
      if (!pool.matching(pool.spec(spec)).isAll(whole.size())) {
        name.breakable.add(spec);
      }
    }
    List<Group> parts = new ArrayList<>();
    name.groups.clear();
    name.groups.add(held);
    alike(name, place)
        .forEach(
            (lists, together) -> {
              for (int[] members : tellApart(name, together.toArray())) {
                Group part = newGroup(name, others, members, lists.needs, lists.keeps);
                part.firstSpec = 0;
                parts.add(part);
                dependencies(part);
              }
            });
    others.parts = parts;
    name.groups.addAll(parts);
    name.groups.sort(Comparator.comparingInt(group -> group.members[0]));
    name.open = 0;
    for (Group group : name.groups) {
      boolean open = assignment.isOpen(Assignment.positive(group.variable));
      name.open += open ? group.members.length : 0;
    }
    name.chosen = name.chosen == others.variable ? NO_VARIABLE : name.chosen;
    name.firstOpen = 0;
    name.grades.clear();
    name.grade = null;
    return parts;
  }

  /** Parts candidates by the specs that some of their name break. */
  private List<int[]> tellApart(Name name, int[] members) {
    List<int[]> parts = new ArrayList<>(List.of(members));
    for (int i = 0; i < name.breakable.size(); i++) {
      Matching matching = pool.matching(pool.spec(name.breakable.get(i)));
      for (int[] part : List.copyOf(parts)) {
        if (matching.parts(part)) {
          parts.remove(part);
          parts.addAll(List.of(matching.partition(part)));
        }
      }
    }
    return parts;
  }

  private Group newGroup(
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
    for (int member : members) {
      name.variables[member] = variable;
    }
    return group;
  }

  /** Gives a name's candidates their variables. */
  void attach(Name name) {
    Candidates candidates = pool.candidates(name.id);
    name.candidates = candidates;
    name.variables = new int[candidates.size()];
    name.open = candidates.size();
    alike(name, NO_CANDIDATE)
        .forEach(
            (lists, together) -> {
              Group group =
                  newGroup(name, null, together.toArray(), lists.needs, lists.keeps);
              name.firstGroups.add(group);
              name.groups.add(group);
              dependencies(group);
            });
  }

  /** The candidates but one, together those that depend on and constrain the same. */
  private Map<Lists, Ints> alike(Name name, int without) {
    Candidates candidates = pool.candidates(name.id);
    Map<Lists, Ints> alike = new LinkedHashMap<>();
    @Nullable Ints[] membersOf = new Ints[candidates.needs.length];
    for (int i = 0; i < candidates.size(); i++) {
      if (i == without) {
        continue;
      }
      int lists = candidates.lists(i);
      Ints members = membersOf[lists];
      if (members == null) {
        Lists both = new Lists(pool.needs(candidates, i), pool.keeps(candidates, i));
        members = alike.computeIfAbsent(both, key -> new Ints());
        membersOf[lists] = members;
      }
      members.add(i);
    }
    return alike;
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
