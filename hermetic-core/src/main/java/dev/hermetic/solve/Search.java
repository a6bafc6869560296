package dev.hermetic.solve;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A conflict-driven search (CDCL) over a {@link Model}. Root specs are assumptions, so that a failed
 * search can name the ones that clash, and so that one search can answer for several sets of roots.
 *
 * <p>Every choice is a function of the request: first a version for every root, then a build for
 * every root, both for the root with the fewest open candidates first; then the other names, in the
 * order in which they came to be needed. A name gets its most preferred open candidate. As each root gets the best version that the choices before
 * it leave possible, no root of the answer could be newer without another root being older.
 */
final class Search {
  private static final int NO_CONFLICT = -1;
  private static final int BINARY_CONFLICT = -2;

  private final Pool pool;
  private final Assignment assignment = new Assignment();
  private final Model model;
  private final Clauses clauses = new Clauses(assignment);
  private final TieBreaker tieBreaker;
  private final Clauses.Implied byClause = this::implyByClause;
  private final List<Model.Name> needed = new ArrayList<>();
  private final Deque<Spec> wanted = new ArrayDeque<>();
  private final List<Model.Name> rootNames = new ArrayList<>();

  /** Per spec, whether its clause stands, and whether its constraint was told to the candidates. */
  private boolean[] clausal = {};

  private boolean[] keepAttached = {};
  private int[] assumptions = {};
  private int propagated;
  private int conflictA;
  private int conflictB;
  private boolean contradiction;
  private boolean[] seen = {};
  private long decisions;
  private long conflicts;

  Search(Pool pool) {
    this.pool = pool;
    this.model = new Model(pool, assignment);
    this.tieBreaker = new TieBreaker(pool);
    // They are there whether something needs them or not, and what constrains them has to know.
    for (String name : pool.virtualNames()) {
      attach(model.name(pool.nameId(name)));
    }
  }

  long decisions() {
    return decisions;
  }

  long conflicts() {
    return conflicts;
  }

  /**
   * Searches for an answer in which all given specs are met.
   *
   * @return positions of specs that cannot be met together; empty when there is an answer
   */
  int[] solve(Spec[] roots) {
    backtrack(0);
    for (Model.Name name : rootNames) {
      name.root = false;
    }
    rootNames.clear();
    assumptions = new int[roots.length];
    for (int i = 0; i < roots.length; i++) {
      assumptions[i] = Assignment.positive(model.need(roots[i].id));
      wanted.add(roots[i]);
      Model.Name name = model.name(roots[i].name);
      if (!name.root) {
        name.root = true;
        rootNames.add(name);
      }
    }
    attachWanted();
    for (Model.Name name : rootNames) {
      grade(name);
    }
    while (true) {
      int conflict = propagate();
      if (contradiction) {
        throw new IllegalStateException("a request without roots must have an answer");
      }
      if (conflict != NO_CONFLICT) {
        if (assignment.currentLevel() == 0) {
          throw new IllegalStateException("a request without roots must have an answer");
        }
        conflicts++;
        learn(conflict);
        continue;
      }
      if (!wanted.isEmpty()) {
        backtrack(0);
        attachWanted();
        continue;
      }
      int assumption = nextAssumption();
      if (assumption >= 0) {
        if (assignment.isFalse(assumptions[assumption])) {
          return clashing(assumption);
        }
        assignment.newLevel();
        assign(assumptions[assumption], Assignment.DECIDED);
        continue;
      }
      int choice = choose();
      if (choice < 0) {
        return new int[0];
      }
      decisions++;
      assignment.newLevel();
      assign(Assignment.positive(choice), Assignment.DECIDED);
    }
  }

  /** The chosen candidate of a name after a search that found an answer; -1 when it has none. */
  int chosen(int name) {
    Model.Name of = model.name(name);
    return of.chosen < 0 ? -1 : model.candidateIndex(of, of.chosen);
  }

  // ---- names on demand ----------------------------------------------------------------------

  /**
   * Attaches the wanted names, at level 0, and with them those that their most preferred candidates
   * will want next: each return to level 0 costs the choices made so far.
   */
  private void attachWanted() {
    while (!wanted.isEmpty()) {
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
        int[] needs = pool.specIds(candidates.records[candidate].depends());
        if (matching[candidate] && needs != null) {
          for (int need : needs) {
            wanted.add(pool.spec(need));
          }
          break;
        }
      }
    }
  }

  private void grade(Model.Name name) {
    if (name.grades.length > 0) {
      return;
    }
    model.grade(name);
    for (int i = 0; i < name.grades.length; i++) {
      attachSpec(name, name.grades[i]);
    }
  }

  private void attach(Model.Name name) {
    int[] broken = model.attach(name);
    for (int variable : broken) {
      force(Assignment.negative(variable));
    }
    Candidates candidates = pool.candidates(name.id);
    for (int i = 0; i < candidates.size(); i++) {
      attachNewSpecs(pool.specIds(candidates.records[i].depends()));
      attachNewSpecs(pool.specIds(candidates.records[i].constrains()));
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
    int[] needs = pool.specIds(candidates.records[index].depends());
    int[] keeps = pool.specIds(candidates.records[index].constrains());
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
  private void attachNewSpecs(int @Nullable [] specs) {
    if (specs == null) {
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
      assign(literal, Assignment.DECIDED);
    }
  }

  // ---- propagation --------------------------------------------------------------------------

  private void assign(int literal, int reason) {
    assignment.set(literal, reason);
    int variable = Assignment.variable(literal);
    boolean positive = (literal & 1) == 0;
    switch (model.kind(variable)) {
      case Model.CANDIDATE -> {
        Model.Name name = model.name(model.subject(variable));
        name.open--;
        if (positive) {
          name.chosen = variable;
        }
      }
      case Model.NEED -> {
        if (positive) {
          Spec spec = pool.spec(model.subject(variable));
          Model.Name name = model.name(spec.name);
          if (name.needs++ == 0) {
            needed.add(name);
          }
          if (!name.attached()) {
            wanted.add(spec);
          }
        }
      }
      default -> {
        // That a spec is kept changes no count.
      }
    }
  }

  private void undo() {
    int literal = assignment.undo();
    int variable = Assignment.variable(literal);
    boolean positive = (literal & 1) == 0;
    switch (model.kind(variable)) {
      case Model.CANDIDATE -> {
        Model.Name name = model.name(model.subject(variable));
        name.open++;
        if (positive) {
          name.chosen = -1;
        }
      }
      case Model.NEED -> {
        if (positive) {
          Model.Name name = model.name(pool.spec(model.subject(variable)).name);
          if (--name.needs == 0) {
            needed.remove(needed.size() - 1);
          }
        }
      }
      default -> {
        // That a spec is kept changes no count.
      }
    }
  }

  private void backtrack(int level) {
    if (assignment.currentLevel() <= level) {
      return;
    }
    int start = assignment.levelStart(level + 1);
    while (assignment.trailSize() > start) {
      undo();
    }
    assignment.dropLevels(level);
    propagated = Math.min(propagated, start);
  }

  /** Makes {@code literal} true because {@code reason} is; false when it is false already. */
  private boolean imply(int literal, int reason) {
    if (assignment.isTrue(literal)) {
      return true;
    }
    if (assignment.isFalse(literal)) {
      conflictA = literal;
      conflictB = Assignment.not(reason);
      return false;
    }
    assign(literal, Assignment.because(reason));
    return true;
  }

  /** Follows every consequence; returns a false clause, {@link #BINARY_CONFLICT} or none. */
  private int propagate() {
    while (propagated < assignment.trailSize()) {
      int literal = assignment.trail(propagated++);
      if (!followRules(literal)) {
        return BINARY_CONFLICT;
      }
      int conflict = clauses.falsified(Assignment.not(literal), byClause);
      if (conflict >= 0) {
        return conflict;
      }
    }
    return NO_CONFLICT;
  }

  private boolean implyByClause(int literal, int clause) {
    if (assignment.isFalse(literal)) {
      return false;
    }
    assign(literal, clause);
    return true;
  }

  private boolean followRules(int literal) {
    int variable = Assignment.variable(literal);
    boolean positive = (literal & 1) == 0;
    int subject = model.subject(variable);
    return switch (model.kind(variable)) {
      case Model.CANDIDATE -> !positive || installed(literal, variable, model.name(subject));
      case Model.NEED ->
          positive ? forbids(literal, subject) : dependents(literal, model.needers(subject));
      default -> positive ? forbids(literal, subject) : dependents(literal, model.keepers(subject));
    };
  }

  private boolean installed(int literal, int variable, Model.Name name) {
    Candidates candidates = pool.candidates(name.id);
    int index = model.candidateIndex(name, variable);
    for (int i = 0; i < candidates.size(); i++) {
      if (i != index && !imply(Assignment.negative(name.firstVariable + i), literal)) {
        return false;
      }
    }
    int[] needs = pool.specIds(candidates.records[index].depends());
    int[] keeps = pool.specIds(candidates.records[index].constrains());
    if (needs != null) {
      for (int spec : needs) {
        if (!imply(Assignment.positive(model.need(spec)), literal)) {
          return false;
        }
      }
    }
    if (keeps != null) {
      for (int spec : keeps) {
        if (!imply(Assignment.positive(model.keep(spec)), literal)) {
          return false;
        }
      }
    }
    for (int i = 0; i < name.specs.size(); i++) {
      int spec = name.specs.get(i);
      if (!pool.matching(pool.spec(spec))[index]) {
        int need = model.knownNeed(spec);
        int keep = model.knownKeep(spec);
        if (need >= 0 && !imply(Assignment.negative(need), literal)) {
          return false;
        }
        if (keep >= 0 && !imply(Assignment.negative(keep), literal)) {
          return false;
        }
      }
    }
    return true;
  }

  private boolean forbids(int literal, int spec) {
    Model.Name name = model.name(pool.spec(spec).name);
    if (!name.attached()) {
      return true;
    }
    boolean[] matching = pool.matching(pool.spec(spec));
    for (int i = 0; i < matching.length; i++) {
      if (!matching[i] && !imply(Assignment.negative(name.firstVariable + i), literal)) {
        return false;
      }
    }
    return true;
  }

  private boolean dependents(int literal, Ints candidates) {
    for (int i = 0; i < candidates.size(); i++) {
      if (!imply(Assignment.negative(candidates.get(i)), literal)) {
        return false;
      }
    }
    return true;
  }

  // ---- choices ------------------------------------------------------------------------------

  private int nextAssumption() {
    for (int i = 0; i < assumptions.length; i++) {
      if (!assignment.isTrue(assumptions[i])) {
        return i;
      }
    }
    return -1;
  }

  /** The variable to make true next; -1 when every needed name has a candidate. */
  private int choose() {
    Model.Name ungraded = fewestOpen(rootNames, name -> !isGraded(name));
    if (ungraded != null) {
      return model.keep(ungraded.grades[best(ungraded)]);
    }
    Model.Name name = fewestOpen(rootNames, any -> true);
    if (name == null) {
      name = firstNeeded();
    }
    return name == null ? -1 : name.firstVariable + best(name);
  }

  /** The name that has been needed longest, which is nearest to the roots. */
  private Model.@Nullable Name firstNeeded() {
    for (Model.Name name : needed) {
      if (name.chosen < 0) {
        return name;
      }
    }
    return null;
  }

  private boolean isGraded(Model.Name name) {
    return assignment.isTrue(Assignment.positive(model.keep(name.grades[best(name)])));
  }

  /** The most preferred open candidate of a name that has none yet. */
  private int best(Model.Name name) {
    Candidates candidates = pool.candidates(name.id);
    int position = firstOpen(name, candidates, 0);
    tieBreaker.order(candidates, position);
    return candidates.order[firstOpen(name, candidates, candidates.tieStart(position))];
  }

  private int firstOpen(Model.Name name, Candidates candidates, int from) {
    int position = from;
    while (!assignment.isOpen(
        Assignment.positive(name.firstVariable + candidates.order[position]))) {
      position++;
    }
    return position;
  }

  private Model.@Nullable Name fewestOpen(
      List<Model.Name> names, Predicate<Model.Name> filter) {
    Model.@Nullable Name best = null;
    for (Model.Name name : names) {
      if (name.chosen < 0
          && filter.test(name)
          && (best == null
              || name.open < best.open
              || (name.open == best.open
                  && pool.name(name.id).compareTo(pool.name(best.id)) < 0))) {
        best = name;
      }
    }
    return best;
  }

  // ---- learning -----------------------------------------------------------------------------

  private void learn(int conflict) {
    Ints learned = new Ints();
    learned.add(0);
    mark();
    int level = assignment.currentLevel();
    int open = 0;
    int at = assignment.trailSize();
    if (conflict == BINARY_CONFLICT) {
      open += visit(conflictA, level, learned);
      open += visit(conflictB, level, learned);
    } else {
      for (int literal : clauses.get(conflict)) {
        open += visit(literal, level, learned);
      }
    }
    int literal;
    while (true) {
      do {
        literal = assignment.trail(--at);
      } while (!seen[Assignment.variable(literal)]);
      open--;
      if (open == 0) {
        break;
      }
      int reason = assignment.reason(Assignment.variable(literal));
      if (reason >= 0) {
        for (int other : clauses.get(reason)) {
          if (other != literal) {
            open += visit(other, level, learned);
          }
        }
      } else {
        open += visit(Assignment.not(-2 - reason), level, learned);
      }
    }
    learned.set(0, Assignment.not(literal));
    int[] clause = learned.toArray();
    int back = 0;
    for (int i = 1; i < clause.length; i++) {
      int of = assignment.level(Assignment.variable(clause[i]));
      if (of > back) {
        back = of;
        int swap = clause[1];
        clause[1] = clause[i];
        clause[i] = swap;
      }
    }
    wanted.clear();
    backtrack(back);
    if (clause.length == 1) {
      assign(clause[0], Assignment.DECIDED);
    } else {
      assign(clause[0], clauses.add(clause));
    }
  }

  private void mark() {
    if (seen.length < assignment.variables()) {
      seen = new boolean[2 * assignment.variables()];
    } else {
      Arrays.fill(seen, false);
    }
  }

  /** Counts a false literal of the current level, or notes one of an earlier level. */
  private int visit(int literal, int level, Ints learned) {
    int variable = Assignment.variable(literal);
    if (seen[variable] || assignment.level(variable) == 0) {
      return 0;
    }
    seen[variable] = true;
    if (assignment.level(variable) == level) {
      return 1;
    }
    learned.add(literal);
    return 0;
  }

  /** Assumptions that make an assumption false, and that one itself. */
  private int[] clashing(int failed) {
    mark();
    Ints result = new Ints();
    result.add(failed);
    seen[Assignment.variable(assumptions[failed])] = true;
    for (int at = assignment.trailSize() - 1; at >= 0; at--) {
      int literal = assignment.trail(at);
      int variable = Assignment.variable(literal);
      if (!seen[variable] || assignment.level(variable) == 0) {
        continue;
      }
      int reason = assignment.reason(variable);
      if (reason == Assignment.DECIDED) {
        for (int i = 0; i < assumptions.length; i++) {
          if (assumptions[i] == literal) {
            result.add(i);
          }
        }
      } else if (reason >= 0) {
        for (int other : clauses.get(reason)) {
          seen[Assignment.variable(other)] = true;
        }
      } else {
        seen[Assignment.variable(-2 - reason)] = true;
      }
    }
    int[] positions = result.toArray();
    Arrays.sort(positions);
    return positions;
  }
}
