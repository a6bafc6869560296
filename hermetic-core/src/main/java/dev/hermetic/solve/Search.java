package dev.hermetic.solve;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A conflict-driven search (CDCL) over a {@link Model}. Root specs are {@link Assumptions}, so that a
 * failed search can name the ones that clash, and so that one search can answer for several sets of
 * roots. What is decided else is up to the {@link DecisionOrder}.
 */
final class Search {
  private static final Spec[] NO_SPECS = {};

  private final Pool pool;
  private final Assignment assignment = new Assignment();
  private final WatchedClauses clauses = new WatchedClauses(assignment);
  private final Assumptions assumptions = new Assumptions(assignment);
  private final Model model;
  private final NeededNames needed;
  private final Trail trail;
  private final UnitPropagation propagation;
  private final Facts facts;
  private final SpecAttachment specs;
  private final Attachment attachment;
  private final ConflictAnalysis analysis;
  private final CandidateChoice choice;
  private final DecisionOrder order;
  private long decisions;
  private long conflicts;

  Search(Pool pool) {
    this.pool = pool;
    model = new Model(pool, assignment);
    needed = new NeededNames(model);
    trail = new Trail(pool, assignment, model, needed);
    propagation =
        new UnitPropagation(
            assignment, trail, new BinaryRules(pool, assignment, model, trail), clauses);
    analysis = new ConflictAnalysis(assignment, clauses);
    facts = new Facts(assignment, trail, clauses);
    Grouping grouping = new Grouping(pool, assignment, model);
    NeedClauses needClauses = new NeedClauses(pool, assignment, model, clauses, facts);
    specs = new SpecAttachment(pool, assignment, model, grouping, facts, needClauses);
    attachment =
        new Attachment(pool, assignment, model, grouping, needed, facts, specs, needClauses);
    choice = new CandidateChoice(pool, assignment);
    order = new DecisionOrder(pool, needed, choice, new Grades(assignment, model, clauses));
    // They are there whether something needs them or not, and what constrains them has to know.
    for (String name : pool.offers().virtualNames()) {
      attachment.attach(model.name(pool.nameId(name)));
    }
  }

  long decisions() {
    return decisions;
  }

  long conflicts() {
    return conflicts;
  }

  /** Considers all candidates of names that were held from now on. */
  void widen(Set<Integer> held) {
    backtrack(0);
    for (int id : held) {
      // One after the other: specs are tied to names as the pool has them.
      pool.release(id);
      Name name = model.name(id);
      if (name.attached()) {
        attachment.widen(name);
      }
    }
    specs.settle();
  }

  /**
   * Searches for an answer in which all given specs are met.
   *
   * @return positions of specs that cannot be met together; empty when there is an answer
   */
  int[] solve(Spec[] roots) {
    return Objects.requireNonNull(solve(roots, Long.MAX_VALUE));
  }

  /** Like {@link #solve(Spec[])}; null when that takes more than the given number of conflicts. */
  int @Nullable [] solve(Spec[] roots, long maxConflicts) {
    return solve(roots, NO_SPECS, maxConflicts);
  }

  /**
   * Searches for an answer in which the roots are met and the kept specs are not broken: their names
   * may be absent.
   *
   * @return as {@link #solve(Spec[], long)}, positions of kept specs counting on from the roots
   */
  int @Nullable [] solve(Spec[] roots, Spec[] kept, long maxConflicts) {
    return solve(roots, kept, Integer.MAX_VALUE, List.of(), true, maxConflicts);
  }

  /**
   * Searches for an answer in which few of the kept specs from a position on are broken: when one of
   * them clashes with those before it, it goes on without that one.
   *
   * @param optional the first position that may be given up
   * @param clashes gets the positions of every clash that led to giving one up
   * @return as {@link #solve(Spec[])}; only positions before the optional ones
   */
  int[] solve(Spec[] roots, Spec[] kept, int optional, List<int[]> clashes) {
    return Objects.requireNonNull(
        solve(roots, kept, optional, clashes, true, Long.MAX_VALUE));
  }

  /**
   * Whether specs are seen to clash without a choice being made.
   *
   * @return as {@link #solve(Spec[], Spec[], long)}; empty also when there may be no answer
   */
  int[] follow(Spec[] roots, Spec[] kept) {
    return Objects.requireNonNull(
        solve(roots, kept, Integer.MAX_VALUE, List.of(), false, Long.MAX_VALUE));
  }

  /** Whether a kept spec of an earlier search is seen to be broken where this one has come. */
  boolean isBroken(Spec spec) {
    int variable = model.knownKeep(spec.id);
    return variable >= 0 && assignment.isFalse(Assignment.positive(variable));
  }

  private int @Nullable [] solve(
      Spec[] roots,
      Spec[] kept,
      int optional,
      List<int[]> clashes,
      boolean choosing,
      long maxConflicts) {
    begin(roots, kept);
    long left = maxConflicts;
    while (true) {
      int conflict = propagation.propagate();
      if (conflict != UnitPropagation.NO_CONFLICT) {
        conflicts++;
        if (left-- <= 0) {
          backtrack(0);
          needed.wanted().clear();
          return null;
        }
        learn(conflict);
      } else if (!needed.wanted().isEmpty()) {
        backtrack(0);
        attachment.attachWanted();
        specs.settle();
      } else {
        int assumption = assumptions.next();
        if (assumption >= 0 && assignment.isFalse(assumptions.literal(assumption))) {
          int[] clash = analysis.clashing(assumptions.literals(), assumption);
          if (assumption < optional) {
            return clash;
          }
          clashes.add(clash);
          assumptions.giveUp(assumption);
          continue;
        }
        if (assumption < 0 && !choosing) {
          return new int[0];
        }
        int literal =
            assumption >= 0
                ? assumptions.literal(assumption)
                : Assignment.positive(order.choose());
        if (literal < 0) {
          return new int[0];
        }
        decisions += assumption >= 0 ? 0 : 1;
        trail.decide(literal);
      }
    }
  }

  private void begin(Spec[] roots, Spec[] kept) {
    int[] literals = new int[roots.length + kept.length];
    List<Name> rootNames = new ArrayList<>();
    boolean known = true;
    for (int i = 0; i < roots.length; i++) {
      literals[i] = Assignment.positive(model.need(roots[i].id));
      Name name = model.name(roots[i].name);
      known &= name.attached() && specs.isAttached(roots[i]);
      rootNames.add(name);
    }
    for (int i = 0; i < kept.length; i++) {
      literals[roots.length + i] = Assignment.positive(model.keep(kept[i].id));
      known &= !model.name(kept[i].name).attached() || specs.isAttached(kept[i]);
    }
    order.setRoots(rootNames);
    int levelInCommon = assumptions.replace(literals);
    if (known) {
      backtrack(levelInCommon);
      return;
    }
    backtrack(0);
    needed.wanted().addAll(List.of(roots));
    attachment.attachWanted();
    for (Spec root : roots) {
      specs.attachNew(root.id);
    }
    for (Spec one : kept) {
      // A name that is not attached yet will look for its specs when it is.
      specs.attachNew(one.id);
    }
    specs.settle();
  }

  /** Adds the clause that a conflict teaches, and goes back to where it forces something. */
  private void learn(int conflict) {
    if (assignment.currentLevel() == 0 || facts.contradiction()) {
      throw new IllegalStateException("a request without roots must have an answer");
    }
    int[] clause = analysis.learn(propagation.conflicting(conflict));
    int back = analysis.backLevel(clause);
    needed.wanted().clear();
    backtrack(back);
    trail.assign(clause[0], clause.length == 1 ? Assignment.DECIDED : clauses.add(clause));
  }

  /** The chosen candidate of a name after a search that found an answer; -1 when it has none. */
  int chosen(int name) {
    Name of = model.name(name);
    return of.chosen < 0 ? -1 : choice.first(of, model.group(of.chosen));
  }

  /** Takes back the choices above a level. */
  private void backtrack(int level) {
    trail.backtrack(level);
    order.rewind();
    assumptions.rewind();
  }
}
