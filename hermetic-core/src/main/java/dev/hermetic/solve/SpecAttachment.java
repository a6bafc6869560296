package dev.hermetic.solve;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Ties specs to the groups of their attached names; works at level 0 only. A group of which a spec
 * matches some candidates is split.
 */
final class SpecAttachment {
  private final Pool pool;
  private final Assignment assignment;
  private final Model model;
  private final Grouping grouping;
  private final Facts facts;
  private final NeedClauses needClauses;

  /** Per spec, whether what it needs, and whether its constraint, was told to the candidates. */
  private boolean[] needAttached = {};

  private boolean[] keepAttached = {};

  /** Names of which groups were split since the last {@link #settle}. */
  private final Set<Name> split = new LinkedHashSet<>();

  SpecAttachment(
      Pool pool,
      Assignment assignment,
      Model model,
      Grouping grouping,
      Facts facts,
      NeedClauses needClauses) {
    this.pool = pool;
    this.assignment = assignment;
    this.model = model;
    this.grouping = grouping;
    this.facts = facts;
    this.needClauses = needClauses;
  }

  /** Whether all that is known of a spec was told to its attached name. */
  boolean isAttached(Spec spec) {
    int id = spec.id;
    return id < needAttached.length
        && (model.knownKeep(id) < 0 || keepAttached[id])
        && (model.knownNeed(id) < 0 || needAttached[id]);
  }

  /** Ties specs that may have come up only now, where their names are attached already. */
  void attachNew(int[] specs) {
    for (int spec : specs) {
      attachNew(spec);
    }
  }

  void attachNew(int spec) {
    Name name = model.name(pool.spec(spec).name);
    if (name.attached()) {
      attach(name, spec);
    }
  }

  /** Ties a spec to its attached name, unless that is done. */
  void attach(Name name, int spec) {
    if (spec >= needAttached.length) {
      needAttached = Arrays.copyOf(needAttached, Math.max(spec + 1, 2 * needAttached.length));
      keepAttached = Arrays.copyOf(keepAttached, needAttached.length);
    }
    boolean keepsNow = model.knownKeep(spec) >= 0 && !keepAttached[spec];
    boolean needsNow = model.knownNeed(spec) >= 0 && !needAttached[spec];
    if (!keepsNow && !needsNow) {
      return;
    }
    if (!keepAttached[spec] && !needAttached[spec]) {
      tie(name, spec);
    }
    keepAttached[spec] |= keepsNow;
    needAttached[spec] |= needsNow;
    level0(spec);
    if (needsNow) {
      needClauses.state(name, spec);
    }
  }

  /** Tells the specs that were tied to a name of groups that it has only now. */
  void tieAnew(Name name) {
    for (int i = 0; i < name.tied.size(); i++) {
      int spec = name.tied.get(i);
      forbid(name, spec);
      level0(spec);
    }
  }

  /** Splits the groups of which the spec matches some, and notes which ones it forbids. */
  private void tie(Name name, int spec) {
    Matching matching = pool.matching(pool.spec(spec));
    if (matching.isAll(name.variables.length)) {
      name.tied.add(spec);
      return;
    }
    for (Group group : name.groups.parted(matching)) {
      split(group, matching);
    }
    name.tied.add(spec);
    name.breakable.add(spec);
    forbid(name, spec);
  }

  private void forbid(Name name, int spec) {
    Matching matching = pool.matching(pool.spec(spec));
    model.forbid(spec, name.groups.variablesWithout(matching));
  }

  private void split(Group group, Matching matching) {
    int whole = Assignment.positive(group.variable);
    if (!assignment.isOpen(whole)) {
      // Its parts take over: what they come to is counted when they do.
      group.name.open += group.members.length;
      group.name.chosen = assignment.isTrue(whole) ? Name.NONE_CHOSEN : group.name.chosen;
    }
    settleLater(group.name);
    List<Group> parts = grouping.split(group, matching);
    Ints literals = new Ints(3);
    if (assignment.isOpen(whole)) {
      literals.add(Assignment.not(whole));
    }
    for (Group part : parts) {
      if (assignment.isFalse(whole)) {
        facts.force(Assignment.negative(part.variable));
      }
      literals.add(Assignment.positive(part.variable));
    }
    if (!assignment.isFalse(whole)) {
      facts.state(literals);
    }
  }

  /** What is settled at level 0 between a spec and groups that meet only now. */
  private void level0(int spec) {
    if (keepAttached[spec]) {
      level0(model.forbidden(spec), model.knownKeep(spec));
    }
    if (needAttached[spec]) {
      level0(model.forbidden(spec), model.knownNeed(spec));
    }
  }

  private void level0(int[] forbidden, int variable) {
    if (assignment.isTrue(Assignment.positive(variable))) {
      for (int group : forbidden) {
        facts.force(Assignment.negative(group));
      }
    } else if (assignment.isAnyTrue(forbidden)) {
      facts.force(Assignment.negative(variable));
    }
  }

  /** Has {@link #settle} look at a name whose groups are split. */
  void settleLater(Name name) {
    split.add(name);
  }

  /**
   * To be called after attaching, before the search goes on: lets the clauses of split groups speak
   * of the parts, so that a part is known to be needed as soon as it is the last one.
   */
  void settle() {
    for (Name name : split) {
      for (int i = 0; i < name.tied.size(); i++) {
        int spec = name.tied.get(i);
        if (needAttached[spec] && needClauses.isOutdated(spec)) {
          needClauses.state(name, spec);
        }
      }
    }
    split.clear();
  }
}
