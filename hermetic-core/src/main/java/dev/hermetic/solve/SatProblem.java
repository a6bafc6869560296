package dev.hermetic.solve;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.sat4j.core.VecInt;
import org.sat4j.minisat.constraints.MixedDataStructureDanielWL;
import org.sat4j.minisat.core.DataStructureFactory;
import org.sat4j.minisat.core.Solver;
import org.sat4j.minisat.learning.MiniSATLearning;
import org.sat4j.minisat.restarts.MiniSATRestarts;
import org.sat4j.specs.ContradictionException;
import org.sat4j.specs.IVecInt;
import org.sat4j.specs.TimeoutException;

/**
 * A universe as a SAT problem: one variable an item, one for each distinct set of candidates that
 * something needs, one for each distinct set of items that something turns away. Leaving everything
 * out satisfies all clauses; the roots come as assumptions.
 */
final class SatProblem {
  private final SatUniverse universe;
  private final Solver<DataStructureFactory> solver;
  private final Map<List<SatItem>, Integer> needVariables = new HashMap<>();
  private final Map<List<SatItem>, Integer> barVariables = new HashMap<>();
  private final Map<List<SatItem>, Integer> wishVariables = new HashMap<>();
  private final List<int[]> clauses = new ArrayList<>();
  private int variables;

  SatProblem(SatUniverse universe) {
    this.universe = universe;
    List<SatItem> items = new ArrayList<>();
    for (List<SatItem> named : universe.live().values()) {
      for (SatItem item : named) {
        items.add(item);
        item.variable = ++variables;
      }
    }
    for (SatNeed root : universe.roots()) {
      encode(root);
    }
    items.forEach(this::encode);
    SatItem[] itemOfVariable = new SatItem[items.size() + 1];
    items.forEach(item -> itemOfVariable[item.variable] = item);
    SatOrder order =
        new SatOrder(universe.roots(), itemOfVariable, variables, universe.live().size());
    solver =
        new Solver<>(
            new MiniSATLearning<>(),
            new MixedDataStructureDanielWL(),
            order,
            new MiniSATRestarts());
    // Counted, not timed: a clock must not decide.
    solver.setTimeoutOnConflicts(Integer.MAX_VALUE);
    solver.newVar(variables);
    for (int variable = 1; variable <= variables; variable++) {
      solver.registerLiteral(variable);
    }
    load();
  }

  private void load() {
    try {
      for (int[] clause : clauses) {
        solver.addClause(new VecInt(clause));
      }
      for (List<SatItem> named : universe.live().values()) {
        if (named.size() > 1) {
          solver.addAtMost(new VecInt(variablesOf(named)), 1);
        }
      }
    } catch (ContradictionException e) {
      throw new IllegalStateException("choosing nothing at all must be possible", e);
    }
    clauses.clear();
  }

  private void encode(SatItem item) {
    for (SatNeed need : item.needs) {
      if (!need.given && !need.live.contains(item)) {
        encode(need);
        clauses.add(new int[] {-item.variable, need.variable});
      }
    }
    for (String constraint : item.record.constrains()) {
      List<SatItem> barred = universe.turnedAway(constraint);
      if (!barred.isEmpty()) {
        clauses.add(new int[] {-item.variable, bar(barred)});
      }
    }
  }

  private void encode(SatNeed need) {
    if (need.given || need.live.isEmpty() || need.variable > 0) {
      return;
    }
    if (need.live.size() == 1) {
      need.variable = need.live.get(0).variable;
      return;
    }
    Integer known = needVariables.get(need.live);
    if (known != null) {
      need.variable = known;
      return;
    }
    need.variable = ++variables;
    needVariables.put(need.live, need.variable);
    clauses.add(implied(need.variable, need.live));
    if (need.nameIndex >= 0) {
      // Follows from "at most one of a name"; said aloud it lets the engine see conflicts early.
      List<SatItem> others = new ArrayList<>(universe.live().get(need.spec.name()));
      others.removeAll(new HashSet<>(need.live));
      if (!others.isEmpty()) {
        clauses.add(new int[] {-need.variable, bar(others)});
      }
    }
  }

  /** The variable that excludes the items when it is true. */
  private int bar(List<SatItem> items) {
    if (items.size() == 1) {
      return -items.get(0).variable;
    }
    Integer known = barVariables.get(items);
    if (known != null) {
      return known;
    }
    int variable = ++variables;
    barVariables.put(List.copyOf(items), variable);
    for (SatItem item : items) {
      clauses.add(new int[] {-variable, -item.variable});
    }
    return variable;
  }

  private static int[] implied(int variable, List<SatItem> items) {
    int[] clause = new int[items.size() + 1];
    clause[0] = -variable;
    for (int i = 0; i < items.size(); i++) {
      clause[i + 1] = items.get(i).variable;
    }
    return clause;
  }

  private static int[] variablesOf(List<SatItem> items) {
    return items.stream().mapToInt(item -> item.variable).toArray();
  }

  /**
   * An answer for the needs, with one of the items in it unless that list is empty.
   *
   * @return the chosen items by name, those that the needs lead to, the needs' own first; null when
   *     there is no answer
   */
  @Nullable Map<String, SatItem> solve(Collection<SatNeed> needs, List<SatItem> wanted) {
    IVecInt assumptions = new VecInt();
    new TreeSet<>(needs.stream().filter(need -> !need.given).map(need -> need.variable).toList())
        .forEach(assumptions::push);
    try {
      if (!wanted.isEmpty()) {
        int wish = solver.nextFreeVarId(true);
        solver.addClause(new VecInt(implied(wish, wanted)));
        assumptions.push(wish);
        Map<String, SatItem> answer = solve(needs, assumptions);
        solver.addClause(new VecInt(new int[] {-wish}));
        return answer;
      }
      return solve(needs, assumptions);
    } catch (ContradictionException e) {
      return null;
    }
  }

  private @Nullable Map<String, SatItem> solve(Collection<SatNeed> needs, IVecInt assumptions) {
    try {
      return solver.isSatisfiable(assumptions) ? answer(needs) : null;
    } catch (TimeoutException e) {
      throw new IllegalStateException("the search has no limit", e);
    }
  }

  /**
   * An answer for the needs with one item of each list in it. What it learns stays for later
   * answers, and so does what it learns of a list.
   *
   * @param wishes none of them empty
   * @return as {@link #solve} does
   */
  @Nullable Map<String, SatItem> solveWishing(
      Collection<SatNeed> needs, Collection<List<SatItem>> wishes) {
    TreeSet<Integer> assumed = new TreeSet<>();
    needs.stream().filter(need -> !need.given).forEach(need -> assumed.add(need.variable));
    wishes.forEach(items -> assumed.add(wish(items)));
    IVecInt assumptions = new VecInt();
    assumed.forEach(assumptions::push);
    return solve(needs, assumptions);
  }

  /** The variable that has one of the items in the answer when it is true. */
  private int wish(List<SatItem> items) {
    return wishVariables.computeIfAbsent(
        List.copyOf(items),
        wanted -> {
          int wish = solver.nextFreeVarId(true);
          try {
            solver.addClause(new VecInt(implied(wish, wanted)));
          } catch (ContradictionException e) {
            throw new IllegalStateException("a wish can always be left alone", e);
          }
          return wish;
        });
  }

  /** What the model chooses for the needs, breadth first; what nothing asks for is not in it. */
  private Map<String, SatItem> answer(Collection<SatNeed> needs) {
    Map<String, SatItem> chosen = new LinkedHashMap<>();
    List<SatNeed> open = new ArrayList<>(needs);
    for (int i = 0; i < open.size(); i++) {
      for (SatItem item : open.get(i).live) {
        if (solver.model(item.variable) && chosen.putIfAbsent(item.name(), item) == null) {
          open.addAll(item.needs);
        }
      }
    }
    return chosen;
  }

  /** Holds for all later answers: one of the items is in. */
  void settle(List<SatItem> items) {
    try {
      solver.addClause(new VecInt(variablesOf(items)));
    } catch (ContradictionException e) {
      throw new IllegalStateException("settled against an answer", e);
    }
  }

  /** Variables of the needs that the last refused answer clashed over. */
  List<Integer> clash() {
    List<Integer> result = new ArrayList<>();
    IVecInt core = solver.unsatExplanation();
    for (int i = 0; core != null && i < core.size(); i++) {
      result.add(core.get(i));
    }
    return result;
  }

  long decisions() {
    return solver.getStats().getDecisions();
  }

  long conflicts() {
    return solver.getStats().getConflicts();
  }
}
