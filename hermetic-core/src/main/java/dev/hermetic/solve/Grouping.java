package dev.hermetic.solve;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Loads the candidates of a name into the {@link Model}, in groups that it splits later. */
final class Grouping {
  private static final int NO_CANDIDATE = -1;
  private static final int[] NONE = {};

  private final Pool pool;
  private final Assignment assignment;
  private final Model model;

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

  Grouping(Pool pool, Assignment assignment, Model model) {
    this.pool = pool;
    this.assignment = assignment;
    this.model = model;
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
                  model.newGroup(name, null, together.toArray(), lists.needs, lists.keeps);
              name.firstGroups.add(group);
              name.groups.add(group);
              dependencies(group);
            });
  }

  /** The candidates but one, together those that depend on and constrain the same. */
  private Map<Lists, Ints> alike(Name name, int without) {
    Candidates candidates = pool.candidates(name.id);
    Dependencies dependencies = pool.dependencies();
    Map<Lists, Ints> alike = new LinkedHashMap<>();
    @Nullable Ints[] membersOf = new Ints[candidates.needs.length];
    for (int i = 0; i < candidates.size(); i++) {
      if (i == without) {
        continue;
      }
      int lists = candidates.lists(i);
      Ints members = membersOf[lists];
      if (members == null) {
        Lists both = new Lists(dependencies.needs(candidates, i), dependencies.keeps(candidates, i));
        members = alike.computeIfAbsent(both, key -> new Ints());
        membersOf[lists] = members;
      }
      members.add(i);
    }
    return alike;
  }

  private void dependencies(Group group) {
    for (int spec : group.needs) {
      model.need(spec);
      model.needers(spec).add(group.variable);
    }
    for (int spec : group.keeps) {
      model.keep(spec);
      model.keepers(spec).add(group.variable);
    }
  }

  /** Parts a group into candidates of which something is true and those of which it is not. */
  List<Group> split(Group group, Matching matching) {
    Name name = group.name;
    int[][] parts = matching.partition(group.members);
    boolean matchedFirst = matching.has(group.members[0]);
    int specs = name.breakable.size();
    Group first = model.newGroup(name, group, parts[matchedFirst ? 0 : 1], NONE, NONE);
    Group second = model.newGroup(name, group, parts[matchedFirst ? 1 : 0], NONE, NONE);
    group.parts = List.of(first, second);
    group.endSpec = specs;
    name.groups.replace(group, first, second);
    name.regrouped();
    return List.of(first, second);
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
                Group part = model.newGroup(name, others, members, lists.needs, lists.keeps);
                part.firstSpec = 0;
                parts.add(part);
                dependencies(part);
              }
            });
    others.parts = parts;
    for (Group part : parts) {
      name.groups.add(part);
    }
    name.open = 0;
    for (int i = 0; i < name.groups.size(); i++) {
      Group group = name.groups.get(i);
      boolean open = assignment.isOpen(Assignment.positive(group.variable));
      name.open += open ? group.members.length : 0;
    }
    name.chosen = name.chosen == others.variable ? Name.NONE_CHOSEN : name.chosen;
    name.regrouped();
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
}
