package dev.hermetic.solve;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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

  /** Candidates that have lists in common. */
  private static final class Alike {
    final Lists lists;

    /** How many there are, known before the first is added. */
    int count;

    int[] members = NONE;
    private int added;

    Alike(Lists lists) {
      this.lists = lists;
    }

    void add(int candidate) {
      if (added == 0) {
        members = new int[count];
      }
      members[added++] = candidate;
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
    List<Alike> all = alike(name, NO_CANDIDATE);
    name.firstVariables = new int[all.size()];
    for (int i = 0; i < name.firstVariables.length; i++) {
      Alike alike = all.get(i);
      Group group =
          model.newGroup(name, null, alike.members, alike.lists.needs, alike.lists.keeps);
      name.firstGroups.add(group);
      name.firstVariables[i] = group.variable;
      name.groups.add(group);
      dependencies(group);
    }
  }

  /** The candidates but one, together those that depend on and constrain the same. */
  private List<Alike> alike(Name name, int without) {
    Candidates candidates = pool.candidates(name.id);
    Map<Lists, Alike> byLists = new LinkedHashMap<>();
    @Nullable Alike[] alikeOf = new Alike[candidates.needs.length];
    // Counted first: a name may have thousands of candidates.
    for (int i = 0; i < candidates.size(); i++) {
      int lists = candidates.lists(i);
      if (i != without) {
        Alike alike = alikeOf[lists];
        if (alike == null) {
          alike = byLists.computeIfAbsent(lists(candidates, i), Alike::new);
          alikeOf[lists] = alike;
        }
        alike.count++;
      }
    }
    for (int i = 0; i < candidates.size(); i++) {
      if (i != without) {
        Objects.requireNonNull(alikeOf[candidates.lists(i)]).add(i);
      }
    }
    return List.copyOf(byLists.values());
  }

  private Lists lists(Candidates candidates, int candidate) {
    Dependencies dependencies = pool.dependencies();
    return new Lists(
        dependencies.needs(candidates, candidate), dependencies.keeps(candidates, candidate));
  }

  private void dependencies(Group group) {
    int[] implied = new int[group.needs.length + group.keeps.length];
    int count = 0;
    for (int spec : group.needs) {
      implied[count++] = Assignment.positive(model.need(spec));
      model.needers(spec).add(group.variable);
    }
    for (int spec : group.keeps) {
      implied[count++] = Assignment.positive(model.keep(spec));
      model.keepers(spec).add(group.variable);
    }
    group.implied = implied;
  }

  /** Parts a group into candidates of which something is true and those of which it is not. */
  List<Group> split(Group group, Matching matching) {
    Name name = group.name;
    int[][] parts = matching.partition(group.members);
    boolean matchedFirst = matching.has(group.members[0]);
    int specs = name.breakable.size();
    Group first = model.newGroup(name, group, parts[matchedFirst ? 0 : 1], NONE, NONE);
    Group second = model.newGroup(name, group, parts[matchedFirst ? 1 : 0], NONE, NONE);
    List<Group> both = List.of(first, second);
    model.part(group, both);
    group.endSpec = specs;
    name.groups.replace(group, first, second);
    name.regrouped();
    return both;
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
    held.nextSpec = 0;
    held.broken = null;
    others.endSpec = 0;
    others.broken = null;
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
    for (Alike alike : alike(name, place)) {
      for (int[] members : tellApart(name, alike.members)) {
        Group part =
            model.newGroup(name, others, members, alike.lists.needs, alike.lists.keeps);
        part.nextSpec = 0;
        parts.add(part);
        dependencies(part);
      }
    }
    model.part(others, parts);
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
