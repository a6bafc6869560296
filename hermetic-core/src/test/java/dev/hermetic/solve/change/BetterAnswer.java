package dev.hermetic.solve.change;

import dev.hermetic.match.MatchSpec;
import dev.hermetic.record.PackageRecord;
import dev.hermetic.solve.RootSpec;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.sat4j.core.VecInt;
import org.sat4j.minisat.SolverFactory;
import org.sat4j.specs.ContradictionException;
import org.sat4j.specs.ISolver;
import org.sat4j.specs.TimeoutException;

/**
 * Asks sat4j whether any answer is better than a given one, with a translation of its own: a variable
 * a record, clauses for what records need and turn away, and sat4j's "at most" over the records that
 * move, add or age a name. No engine's code is used, so that what both share cannot hide a fault.
 */
final class BetterAnswer {
  private static final int[] TRUE = {1, -1};

  private final ChangeCase of;
  private final EveryAnswer space;
  private final Rating rating;
  private final List<PackageRecord> records = new ArrayList<>();
  private final Map<String, List<Integer>> variables = new LinkedHashMap<>();
  private final List<int[]> clauses = new ArrayList<>();

  /** Names that something must need, to the clauses that say so. */
  private final Map<String, List<int[]>> supports = new HashMap<>();

  BetterAnswer(ChangeCase of, EveryAnswer space, Rating rating) {
    this.of = of;
    this.space = space;
    this.rating = rating;
    Deque<MatchSpec> open = new ArrayDeque<>();
    of.request().specs().forEach(root -> open.add(root.spec()));
    while (!open.isEmpty()) {
      String name = open.remove().name();
      if (!name.startsWith("__") && !variables.containsKey(name)) {
        variables.put(name, new ArrayList<>());
        for (PackageRecord record : space.candidates(name)) {
          records.add(record);
          variables.get(name).add(records.size());
          record.depends().forEach(text -> space.parse(text).ifPresent(open::add));
        }
      }
    }
    for (RootSpec root : of.request().specs()) {
      clauses.add(need(root.spec(), new int[0]));
    }
    for (int variable = 1; variable <= records.size(); variable++) {
      encode(variable);
    }
  }

  /** How many names an answer may have. */
  int names() {
    return variables.size();
  }

  private PackageRecord record(int variable) {
    return records.get(variable - 1);
  }

  private void encode(int variable) {
    PackageRecord record = record(variable);
    for (String text : record.depends()) {
      Optional<MatchSpec> spec = space.parse(text);
      clauses.add(
          spec.isPresent() ? need(spec.get(), new int[] {-variable}) : new int[] {-variable});
    }
    for (String text : record.constrains()) {
      Optional<MatchSpec> spec = space.parse(text);
      if (spec.isEmpty() || space.isMachine(spec.get().name()) && !space.hasMachine(spec.get())) {
        clauses.add(new int[] {-variable});
      } else {
        for (int other : variables.getOrDefault(spec.get().name(), List.of())) {
          if (!spec.get().matches(record(other))) {
            clauses.add(new int[] {-variable, -other});
          }
        }
      }
    }
    for (RootSpec limit : of.asked()) {
      if (limit.spec().name().equals(record.name()) && !limit.spec().matches(record)) {
        clauses.add(new int[] {-variable});
      }
    }
  }

  /** One of the records that match, or one of these literals; a virtual package is met or not. */
  private int[] need(MatchSpec spec, int[] or) {
    if (spec.name().startsWith("__")) {
      return space.hasMachine(spec) ? TRUE : or;
    }
    IntStream matching =
        variables.get(spec.name()).stream()
            .filter(variable -> spec.matches(record(variable)))
            .mapToInt(variable -> variable);
    return IntStream.concat(IntStream.of(or), matching).toArray();
  }

  /** Whether there is an answer at all. */
  boolean isAny() {
    return isPossible(new Question(Map.of(), List.of()));
  }

  /**
   * Looks for a better answer.
   *
   * @return in what the found one is better; empty when the given one is proven to be the best
   * @throws IllegalArgumentException when there is no answer as good as the given one
   */
  String than(Map<String, PackageRecord> answer) {
    Rating.Rate rate = rating.rate(answer);
    boolean counting = rating.fresh.isEmpty();
    Predicate<PackageRecord> changes = one -> rating.moves(one) || counting && rating.adds(one);
    Question question = new Question(Map.of(), List.of());
    for (String name : rating.asked) {
      if (isPossible(question.newer(rating, name, answer))) {
        return "a newer " + name;
      }
      question = question.asNew(rating, name, answer);
    }
    if (isPossible(question.atMost(changes, rate.changed() - 1))) {
      return "fewer than " + rate.changed() + " moves";
    }
    question = question.atMost(changes, rate.changed());
    for (String name : rating.fresh) {
      if (isPossible(question.newer(rating, name, answer))) {
        return "a newer " + name;
      }
      question = question.asNew(rating, name, answer);
    }
    if (isPossible(question.atMost(rating::isOlder, rate.older() - 1))) {
      return "fewer than " + rate.older() + " downgrades";
    }
    if (!isPossible(question.atMost(rating::isOlder, rate.older()))) {
      throw new IllegalArgumentException("not an answer: " + answer.values());
    }
    return "";
  }

  /**
   * Conditions on an answer.
   *
   * @param wanted names that must be there and needed, with what their records must be
   */
  private record Question(Map<String, Predicate<PackageRecord>> wanted, List<Bound> bounds) {
    private Question with(String name, Predicate<PackageRecord> one) {
      Map<String, Predicate<PackageRecord>> more = new TreeMap<>(wanted);
      more.put(name, one);
      return new Question(more, bounds);
    }

    Question newer(Rating rating, String name, Map<String, PackageRecord> answer) {
      PackageRecord ours = answer.get(name);
      return with(name, one -> rating.newestFirst().compare(one, ours) < 0);
    }

    /** The same when the answer does not have the name: then no answer has. */
    Question asNew(Rating rating, String name, Map<String, PackageRecord> answer) {
      PackageRecord ours = answer.get(name);
      return ours == null
          ? this
          : with(name, one -> rating.newestFirst().compare(one, ours) == 0);
    }

    Question atMost(Predicate<PackageRecord> priced, int most) {
      List<Bound> more = new ArrayList<>(bounds);
      more.add(new Bound(priced, most));
      return new Question(wanted, more);
    }
  }

  private record Bound(Predicate<PackageRecord> priced, int most) {}

  private boolean isPossible(Question question) {
    while (true) {
      Map<String, PackageRecord> model = model(question);
      if (model == null) {
        return false;
      }
      Set<String> loose = new TreeSet<>(model.keySet());
      loose.removeAll(reached(model));
      String unneeded =
          question.wanted.keySet().stream().filter(loose::contains).findFirst().orElse(null);
      if (unneeded == null) {
        return true;
      }
      // Whatever needs it enters these names from outside, as no root is among them.
      supports.computeIfAbsent(unneeded, name -> new ArrayList<>()).add(entering(loose));
    }
  }

  private Set<String> reached(Map<String, PackageRecord> model) {
    Set<String> reached = new HashSet<>();
    Deque<String> open = new ArrayDeque<>();
    of.request().specs().forEach(root -> open.add(root.spec().name()));
    while (!open.isEmpty()) {
      String name = open.remove();
      if (model.containsKey(name) && reached.add(name)) {
        open.addAll(needs(model.get(name)));
      }
    }
    return reached;
  }

  private int[] entering(Set<String> names) {
    return IntStream.rangeClosed(1, records.size())
        .filter(variable -> !names.contains(record(variable).name()))
        .filter(variable -> needs(record(variable)).stream().anyMatch(names::contains))
        .toArray();
  }

  private List<String> needs(PackageRecord record) {
    return record.depends().stream()
        .flatMap(text -> space.parse(text).stream())
        .map(MatchSpec::name)
        .toList();
  }

  private @Nullable Map<String, PackageRecord> model(Question question) {
    ISolver sat = SolverFactory.newDefault();
    sat.newVar(records.size());
    // Counted, not timed: a clock must not decide.
    sat.setTimeoutOnConflicts(Integer.MAX_VALUE);
    try {
      for (int[] clause : clauses) {
        sat.addClause(new VecInt(clause));
      }
      for (List<Integer> named : variables.values()) {
        sat.addAtMost(literals(named.stream().mapToInt(variable -> variable)), 1);
      }
      for (String name : question.wanted.keySet()) {
        Predicate<PackageRecord> wanted = question.wanted.get(name);
        sat.addClause(
            literals(
                variables.getOrDefault(name, List.of()).stream()
                    .filter(variable -> wanted.test(record(variable)))
                    .mapToInt(variable -> variable)));
        for (int[] support : supports.getOrDefault(name, List.of())) {
          sat.addClause(new VecInt(support));
        }
      }
      for (Bound bound : question.bounds) {
        if (bound.most < 0) {
          return null;
        }
        sat.addAtMost(
            literals(
                IntStream.rangeClosed(1, records.size())
                    .filter(variable -> bound.priced.test(record(variable)))),
            bound.most);
      }
      if (!sat.isSatisfiable()) {
        return null;
      }
    } catch (ContradictionException e) {
      return null;
    } catch (TimeoutException e) {
      throw new IllegalStateException("the search has no limit", e);
    }
    Map<String, PackageRecord> model = new TreeMap<>();
    for (int variable = 1; variable <= records.size(); variable++) {
      if (sat.model(variable)) {
        model.put(record(variable).name(), record(variable));
      }
    }
    return model;
  }

  private static VecInt literals(IntStream variables) {
    return new VecInt(variables.toArray());
  }
}
