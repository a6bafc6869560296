package dev.hermetic.solve;

import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Brings names into the search when they come to be needed; works at level 0 only. */
final class Attachment {
  private static final int NO_CLAUSE = -1;

  private final Pool pool;
  private final Assignment assignment;
  private final Model model;
  private final Clauses clauses;
  private final Propagation propagation;

  /** Per spec, whether its clause stands, and whether its constraint was told to the candidates. */
  private boolean[] clausal = {};

  private boolean[] keepAttached = {};
  /** Per spec the number of its clause, or that it has none. */
  private int[] clauseOf = {};

  /** Names of which groups were split since the last {@link #settle}. */
  private final Set<Model.Name> split = new LinkedHashSet<>();

  private boolean contradiction;

  Attachment(
      Pool pool,
      Assignment assignment,
      Model model,
      Clauses clauses,
      Propagation propagation) {
    this.pool = pool;
    this.assignment = assignment;
    this.model = model;
    this.clauses = clauses;
    this.propagation = propagation;
  }

  /** Whether what is attached contradicts itself; never so, as nothing is needed for good. */
  boolean contradiction() {
    return contradiction;
  }

  /**
   * Attaches the wanted names, at level 0, and with them those that their most preferred candidates
   * will want next: each return to level 0 costs the choices made so far.
   */
  void attachWanted() {
    Deque<Spec> wanted = propagation.wanted();
    int fetched = 0;
    while (!wanted.isEmpty()) {
      if (fetched == 0) {
        pool.prefetch(wanted.stream().map(spec -> spec.name).toList());
        fetched = wanted.size();
      }
      fetched--;
      Spec spec = wanted.removeFirst();
      Model.Name name = model.name(spec.name);
      if (name.attached()) {
        continue;
      }
      attach(name);
      Candidates candidates = pool.candidates(spec.name);
      Matching matching = pool.matching(spec);
      for (int position = 0; position < candidates.size(); position++) {
        int candidate = candidates.order[position];
        int[] needs = pool.needs(candidates, candidate);
        if (matching.has(candidate) && needs != null) {
          for (int need : needs) {
            wanted.add(pool.spec(need));
          }
          break;
        }
      }
    }
  }

  /** Whether all that is known of a spec was told to its attached name. */
  boolean isAttached(Spec spec) {
    int id = spec.id;
    return id < clausal.length
        && (model.knownKeep(id) < 0 || keepAttached[id])
        && (model.knownNeed(id) < 0 || clausal[id]);
  }

  /** Ties a spec that came up only now to its attached name. */
  void attach(Spec spec) {
    attachSpec(model.name(spec.name), spec.id);
  }

  void attach(Model.Name name) {
    model.attach(name);
    forceUnusable(name.firstGroups);
    for (int i = 0; i < name.firstGroups.size(); i++) {
      attachNewSpecs(name.firstGroups.get(i).needs);
      attachNewSpecs(name.firstGroups.get(i).keeps);
    }
    if (pool.isVirtual(name.id)) {
      force(Assignment.positive(name.variables[0]));
    }
    for (int i = 0; i < name.specs.size(); i++) {
      attachSpec(name, name.specs.get(i));
    }
    // What already holds at level 0 has not spoken to the new groups yet.
    for (Group group : name.firstGroups) {
      if (dependsOnFalse(group)) {
        force(Assignment.negative(group.variable));
      }
    }
  }

  /** Has the search consider all candidates of a name that was held. */
  void widen(Model.Name name) {
    Group others = name.firstGroups.get(1);
    int any = Assignment.positive(others.variable);
    List<Group> parts = model.widen(name);
    forceUnusable(parts);
    for (int i = 0; i < name.tied.size(); i++) {
      int spec = name.tied.get(i);
      forbid(name, spec);
      level0(spec);
    }
    for (Group part : parts) {
      attachNewSpecs(part.needs);
      attachNewSpecs(part.keeps);
      if (assignment.isFalse(any) || dependsOnFalse(part)) {
        force(Assignment.negative(part.variable));
      }
    }
    if (!assignment.isFalse(any)) {
      Ints literals = new Ints();
      if (!assignment.isTrue(any)) {
        literals.add(Assignment.not(any));
      }
      for (Group part : parts) {
        add(part, literals);
      }
      state(literals);
    }
    split.add(name);
  }

  private void forceUnusable(List<Group> groups) {
    for (Group group : groups) {
      if (!group.usable) {
        force(Assignment.negative(group.variable));
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

  /** Specs that came up with these candidates and speak of names that are attached already. */
  private void attachNewSpecs(int[] specs) {
    for (int spec : specs) {
      Model.Name name = model.name(pool.spec(spec).name);
      if (name.attached()) {
        attachSpec(name, spec);
      }
    }
  }

  /** Ties a spec to the groups of its attached name. */
  private void attachSpec(Model.Name name, int spec) {
    if (spec >= clausal.length) {
      clausal = Arrays.copyOf(clausal, Math.max(spec + 1, 2 * clausal.length));
      keepAttached = Arrays.copyOf(keepAttached, clausal.length);
      int known = clauseOf.length;
      clauseOf = Arrays.copyOf(clauseOf, clausal.length);
      Arrays.fill(clauseOf, known, clauseOf.length, NO_CLAUSE);
    }
    int keep = model.knownKeep(spec);
    int need = model.knownNeed(spec);
    boolean keepsNow = keep >= 0 && !keepAttached[spec];
    boolean needsNow = need >= 0 && !clausal[spec];
    if (!keepsNow && !needsNow) {
      return;
    }
    if (!keepAttached[spec] && !clausal[spec]) {
      tie(name, spec);
    }
    keepAttached[spec] |= keepsNow;
    clausal[spec] |= needsNow;
    level0(spec);
    if (needsNow) {
      stateNeed(name, spec, need);
    }
  }

  /** Splits the groups of which the spec matches some, and notes which ones it forbids. */
  private void tie(Model.Name name, int spec) {
    Matching matching = pool.matching(pool.spec(spec));
    if (matching.isAll(name.variables.length)) {
      name.tied.add(spec);
      return;
    }
    for (Group group : List.copyOf(name.groups)) {
      if (matching.parts(group.members)) {
        split(group, matching);
      }
    }
    name.tied.add(spec);
    name.breakable.add(spec);
    forbid(name, spec);
  }

  private void forbid(Model.Name name, int spec) {
    Matching matching = pool.matching(pool.spec(spec));
    Ints forbidden = new Ints();
    for (Group group : name.groups) {
      if (!matching.has(group.members[0])) {
        forbidden.add(group.variable);
      }
    }
    model.forbid(spec, forbidden.toArray());
  }

  private void split(Group group, Matching matching) {
    int whole = Assignment.positive(group.variable);
    if (!assignment.isOpen(whole)) {
      // Its parts take over: what they come to is counted when they do.
      group.name.open += group.members.length;
      group.name.chosen = assignment.isTrue(whole) ? -1 : group.name.chosen;
    }
    split.add(group.name);
    List<Group> parts = model.split(group, matching);
    Ints literals = new Ints(3);
    if (assignment.isOpen(whole)) {
      literals.add(Assignment.not(whole));
    }
    for (Group part : parts) {
      if (assignment.isFalse(whole)) {
        force(Assignment.negative(part.variable));
      }
      literals.add(Assignment.positive(part.variable));
    }
    if (!assignment.isFalse(whole)) {
      clauses.add(literals.toArray());
    }
  }

  /**
   * To be called after attaching, before the search goes on: lets the clauses of split groups speak
   * of the parts, so that a part is known to be needed as soon as it is the last one.
   */
  void settle() {
    for (Model.Name name : split) {
      for (int i = 0; i < name.tied.size(); i++) {
        int spec = name.tied.get(i);
        // What has no clause was settled, if need be by a group that has parts now.
        if (clauseOf[spec] == NO_CLAUSE
            ? clausal[spec]
            : speaksOfSplit(clauses.get(clauseOf[spec]))) {
          stateNeed(name, spec, model.knownNeed(spec));
        }
      }
    }
    split.clear();
  }

  private boolean speaksOfSplit(int[] literals) {
    for (int literal : literals) {
      int variable = Assignment.variable(literal);
      if (model.kind(variable) == Model.GROUP && !model.group(variable).isWhole()) {
        return true;
      }
    }
    return false;
  }

  /**
   * States that the spec needs one of the groups that it matches. Groups of several candidates are
   * named twice: as long as there are several to choose from, nothing follows.
   */
  private void stateNeed(Model.Name name, int spec, int need) {
    Matching matching = pool.matching(pool.spec(spec));
    Ints literals = new Ints(name.groups.size() + 1);
    boolean satisfied = assignment.isFalse(Assignment.positive(need));
    if (!assignment.isTrue(Assignment.positive(need))) {
      literals.add(Assignment.negative(need));
    }
    for (Group group : name.groups) {
      int literal = Assignment.positive(group.variable);
      boolean matches = matching.has(group.members[0]);
      satisfied |= matches && assignment.isTrue(literal);
      if (matches) {
        add(group, literals);
      }
    }
    if (satisfied) {
      return;
    }
    if (literals.size() > 1 && clauseOf[spec] != NO_CLAUSE) {
      clauses.replace(clauseOf[spec], literals.toArray());
    } else {
      clauseOf[spec] = state(literals);
    }
  }

  /** Adds a group that can be installed to a clause. */
  private void add(Group group, Ints literals) {
    int literal = Assignment.positive(group.variable);
    if (!assignment.isFalse(literal)) {
      literals.add(literal);
      if (group.members.length > 1) {
        literals.add(literal);
      }
    }
  }

  /** States that one of these literals, none of them false, is true; returns the clause if any. */
  private int state(Ints literals) {
    if (literals.size() > 1) {
      return clauses.add(literals.toArray());
    }
    if (literals.isEmpty()) {
      contradiction = true;
    } else {
      force(literals.get(0));
    }
    return NO_CLAUSE;
  }

  /** What is settled at level 0 between a spec and groups that meet only now. */
  private void level0(int spec) {
    if (keepAttached[spec]) {
      level0(model.forbidden(spec), model.knownKeep(spec));
    }
    if (clausal[spec]) {
      level0(model.forbidden(spec), model.knownNeed(spec));
    }
  }

  private void level0(int[] forbidden, int variable) {
    for (int group : forbidden) {
      int literal = Assignment.positive(group);
      if (assignment.isTrue(Assignment.positive(variable))) {
        force(Assignment.not(literal));
      } else if (assignment.isTrue(literal)) {
        force(Assignment.negative(variable));
      }
    }
  }

  /** Makes a literal true for good; only at level 0. */
  private void force(int literal) {
    if (assignment.isFalse(literal)) {
      contradiction = true;
    } else if (assignment.isOpen(literal)) {
      propagation.assign(literal, Assignment.DECIDED);
    }
  }
}
