package dev.hermetic.solve;

import java.util.Deque;
import java.util.List;

/** Brings names into the search when they come to be needed; works at level 0 only. */
final class Attachment {
  private final Pool pool;
  private final Assignment assignment;
  private final Model model;
  private final Grouping grouping;
  private final NeededNames needed;
  private final Facts facts;
  private final SpecAttachment specs;
  private final NeedClauses needClauses;

  Attachment(
      Pool pool,
      Assignment assignment,
      Model model,
      Grouping grouping,
      NeededNames needed,
      Facts facts,
      SpecAttachment specs,
      NeedClauses needClauses) {
    this.pool = pool;
    this.assignment = assignment;
    this.model = model;
    this.grouping = grouping;
    this.needed = needed;
    this.facts = facts;
    this.specs = specs;
    this.needClauses = needClauses;
  }

  /**
   * Attaches the wanted names, at level 0, and with them those that their most preferred candidates
   * will want next: each return to level 0 costs the choices made so far.
   */
  void attachWanted() {
    Deque<Spec> wanted = needed.wanted();
    int fetched = 0;
    while (!wanted.isEmpty()) {
      if (fetched == 0) {
        pool.loader().prefetch(wanted.stream().map(spec -> spec.name).toList());
        fetched = wanted.size();
      }
      fetched--;
      Spec spec = wanted.removeFirst();
      Name name = model.name(spec.name);
      if (name.attached()) {
        continue;
      }
      attach(name);
      Candidates candidates = pool.candidates(spec.name);
      Matching matching = pool.matching(spec);
      for (int position = 0; position < candidates.size(); position++) {
        int candidate = candidates.at(position);
        int[] needs = pool.dependencies().needs(candidates, candidate);
        if (matching.has(candidate) && needs != null) {
          for (int need : needs) {
            wanted.add(pool.spec(need));
          }
          break;
        }
      }
    }
  }

  /** Gives a name its candidates, and ties all specs that speak of it or that they bring. */
  void attach(Name name) {
    grouping.attach(name);
    forceUnusable(name.firstGroups);
    for (int i = 0; i < name.firstGroups.size(); i++) {
      specs.attachNew(name.firstGroups.get(i).needs);
      specs.attachNew(name.firstGroups.get(i).keeps);
    }
    if (pool.isVirtual(name.id)) {
      facts.force(Assignment.positive(name.variables[0]));
    }
    for (int i = 0; i < name.specs.size(); i++) {
      specs.attach(name, name.specs.get(i));
    }
    // What already holds at level 0 has not spoken to the new groups yet.
    for (Group group : name.firstGroups) {
      if (dependsOnFalse(group)) {
        facts.force(Assignment.negative(group.variable));
      }
    }
  }

  /** Has the search consider all candidates of a name that was held. */
  void widen(Name name) {
    Group others = name.firstGroups.get(1);
    int any = Assignment.positive(others.variable);
    List<Group> parts = grouping.widen(name);
    forceUnusable(parts);
    specs.tieAnew(name);
    for (Group part : parts) {
      specs.attachNew(part.needs);
      specs.attachNew(part.keeps);
      if (assignment.isFalse(any) || dependsOnFalse(part)) {
        facts.force(Assignment.negative(part.variable));
      }
    }
    if (!assignment.isFalse(any)) {
      Ints literals = new Ints();
      if (!assignment.isTrue(any)) {
        literals.add(Assignment.not(any));
      }
      for (Group part : parts) {
        needClauses.add(part, literals);
      }
      facts.state(literals);
    }
    specs.settleLater(name);
  }

  private void forceUnusable(List<Group> groups) {
    for (Group group : groups) {
      if (!group.usable) {
        facts.force(Assignment.negative(group.variable));
      }
    }
  }

  private boolean dependsOnFalse(Group group) {
    for (int spec : group.needs) {
      if (assignment.isFalse(Assignment.positive(model.need(spec)))) {
        return true;
      }
    }
    for (int spec : group.keeps) {
      if (assignment.isFalse(Assignment.positive(model.keep(spec)))) {
        return true;
      }
    }
    return false;
  }
}
