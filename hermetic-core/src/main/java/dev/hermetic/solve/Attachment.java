package dev.hermetic.solve;

import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Brings names into the search when they come to be needed; works at level 0 only. */
final class Attachment {
  private final Pool pool;
  private final Assignment assignment;
  private final Model model;
  private final Clauses clauses;
  private final Propagation propagation;

  /** Per spec, whether its clause stands, and whether its constraint was told to the candidates. */
  private boolean[] clausal = {};

  private boolean[] keepAttached = {};
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
      boolean[] matching = pool.matching(spec);
      for (int position = 0; position < candidates.size(); position++) {
        int candidate = candidates.order[position];
        int[] needs = pool.needs(candidates, candidate);
        if (matching[candidate] && needs != null) {
          for (int need : needs) {
            wanted.add(pool.spec(need));
          }
          break;
        }
      }
    }
  }

  /** See {@link Model#grade}. */
  void grade(Model.Name name) {
    if (name.grades.length > 0) {
      return;
    }
    model.grade(name);
    for (int i = 0; i < name.grades.length; i++) {
      attachSpec(name, name.grades[i]);
    }
  }

  /** Ties a spec that came up only now to its attached name. */
  void attach(Spec spec) {
    attachSpec(model.name(spec.name), spec.id);
  }

  void attach(Model.Name name) {
    int[] broken = model.attach(name);
    for (int variable : broken) {
      force(Assignment.negative(variable));
    }
    Candidates candidates = pool.candidates(name.id);
    // Most builds share their lists with others: each list is looked at once.
    Set<int[]> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    for (int i = 0; i < candidates.size(); i++) {
      attachNewSpecs(pool.needs(candidates, i), seen);
      attachNewSpecs(pool.keeps(candidates, i), seen);
    }
    if (pool.isVirtual(name.id)) {
      force(Assignment.positive(name.firstVariable));
    }
    for (int i = 0; i < name.specs.size(); i++) {
      attachSpec(name, name.specs.get(i));
    }
    // What already holds at level 0 has not spoken to the new candidates yet.
    for (int i = 0; i < candidates.size(); i++) {
      int variable = name.firstVariable + i;
      if (dependsOnFalse(candidates, i)) {
        force(Assignment.negative(variable));
      }
    }
  }

  private boolean dependsOnFalse(Candidates candidates, int index) {
    int[] needs = pool.needs(candidates, index);
    int[] keeps = pool.keeps(candidates, index);
    if (needs == null || keeps == null) {
      return false;
    }
    for (int spec : needs) {
      if (assignment.isFalse(Assignment.positive(model.need(spec)))) {
        return true;
      }
    }
    for (int spec : keeps) {
      if (assignment.isFalse(Assignment.positive(model.keep(spec)))) {
        return true;
      }
    }
    return false;
  }

  /** Specs that came up with these candidates and speak of names that are attached already. */
  private void attachNewSpecs(int @Nullable [] specs, Set<int[]> seen) {
    if (specs == null || !seen.add(specs)) {
      return;
    }
    for (int spec : specs) {
      Model.Name name = model.name(pool.spec(spec).name);
      if (name.attached()) {
        attachSpec(name, spec);
      }
    }
  }

  /** Ties a spec to the candidates of its attached name. */
  private void attachSpec(Model.Name name, int spec) {
    if (spec >= clausal.length) {
      clausal = Arrays.copyOf(clausal, Math.max(spec + 1, 2 * clausal.length));
      keepAttached = Arrays.copyOf(keepAttached, clausal.length);
    }
    boolean[] matching = pool.matching(pool.spec(spec));
    int keep = model.knownKeep(spec);
    if (keep >= 0 && !keepAttached[spec]) {
      keepAttached[spec] = true;
      level0(name, matching, keep);
    }
    int need = model.knownNeed(spec);
    if (need < 0 || clausal[spec]) {
      return;
    }
    clausal[spec] = true;
    level0(name, matching, need);
    Candidates candidates = pool.candidates(name.id);
    Ints literals = new Ints(matching.length + 1);
    boolean satisfied = assignment.isFalse(Assignment.positive(need));
    if (!assignment.isTrue(Assignment.positive(need))) {
      literals.add(Assignment.negative(need));
    }
    for (int position : candidates.order) {
      int literal = Assignment.positive(name.firstVariable + position);
      satisfied |= matching[position] && assignment.isTrue(literal);
      if (matching[position] && !assignment.isFalse(literal)) {
        literals.add(literal);
      }
    }
    if (satisfied) {
      return;
    }
    if (literals.isEmpty()) {
      contradiction = true;
    } else if (literals.size() == 1) {
      force(literals.get(0));
    } else {
      clauses.add(literals.toArray());
    }
  }

  /** What is settled at level 0 between a spec and candidates that meet only now. */
  private void level0(Model.Name name, boolean[] matching, int variable) {
    for (int i = 0; i < matching.length; i++) {
      if (!matching[i]) {
        int literal = Assignment.positive(name.firstVariable + i);
        if (assignment.isTrue(Assignment.positive(variable))) {
          force(Assignment.not(literal));
        } else if (assignment.isTrue(literal)) {
          force(Assignment.negative(variable));
        }
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
