package dev.hermetic.pypi.resolve;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One run of PubGrub (Natalie Weizenbaum, 2018; the pub project's {@code doc/solver.md}): decide on a
 * candidate, see what follows, and where that clashes, learn an incompatibility from the clash and go
 * back to where it would have helped. Roots are decided first, in the user's order, and learning only
 * takes back what was decided last; so an earlier root never gets older for the sake of a later one.
 */
final class Search {
  private final Universe universe;
  private final Budget budget;
  private final Assignments assignments = new Assignments();
  private final List<List<Incompatibility>> known = new ArrayList<>();
  private final List<Integer> clashes = new ArrayList<>();
  private final Set<Integer> changed = new HashSet<>();
  private final Deque<Integer> queue = new ArrayDeque<>();
  private final Set<Map<Integer, Subset>> told = new HashSet<>();

  Search(Universe universe, Budget budget) {
    this.universe = universe;
    this.budget = budget;
  }

  /**
   * Finds an answer.
   *
   * @param given what holds from the start
   * @return the state of each domain that is in it
   * @throws Failure when there is none
   */
  SortedMap<Integer, Integer> run(List<Incompatibility> given) throws Failure {
    for (Incompatibility fact : given) {
      if (fact.isFailure()) {
        throw new Failure(fact);
      }
      add(fact);
    }
    propagate();
    for (int domain = pick(); domain >= 0; domain = pick()) {
      decide(domain);
      propagate();
    }
    SortedMap<Integer, Integer> answer = new TreeMap<>();
    for (int i = 0; i < known.size(); i++) {
      if (assignments.isDecided(i)) {
        answer.put(i, assignments.left(i).next(1));
      }
    }
    return answer;
  }

  /** That there is no answer, and why. */
  static final class Failure extends Exception {
    private static final long serialVersionUID = 1;
    final transient Incompatibility incompatibility;

    Failure(Incompatibility incompatibility) {
      super("no answer", null, false, false);
      this.incompatibility = incompatibility;
    }
  }

  private void decide(int id) throws Failure {
    Domain domain = universe.domain(id);
    Subset left = assignments.left(id);
    int choice = universe.choose(domain, left);
    Domain base = domain.base();
    if (base != null) {
      Subset version = assignments.left(base.id());
      if (!left.meets(version)) {
        add(universe.facts().sameVersion(base, domain, version.next(1)));
        return;
      }
      choice = version.next(1);
    }
    boolean clash = false;
    for (Incompatibility fact : universe.facts().facts(domain, choice)) {
      add(fact);
      clash |= clashes(fact, id, choice);
    }
    if (!clash) {
      assignments.decide(id, domain.only(choice));
      touch(id);
    }
  }

  /** Whether a fact would hold as soon as the choice is made. */
  private boolean clashes(Incompatibility fact, int id, int choice) {
    for (Map.Entry<Integer, Subset> term : fact.terms().entrySet()) {
      int domain = term.getKey();
      Subset states = term.getValue();
      if (domain == id ? !states.has(choice) : !assignments.left(domain).isIn(states)) {
        return false;
      }
    }
    return true;
  }

  /** The domain to decide on next, -1 when all are decided. */
  private int pick() {
    int best = -1;
    long bestRank = Long.MAX_VALUE;
    for (int i = 0; i < known.size(); i++) {
      if (!assignments.isOpen(i)) {
        continue;
      }
      Domain domain = universe.domain(i);
      Domain base = domain.base();
      if (base != null && !assignments.isDecided(base.id())) {
        continue;
      }
      long rank = rank(domain);
      if (rank < bestRank) {
        best = i;
        bestRank = rank;
      }
    }
    return best;
  }

  /** What needs no choice comes first, then roots in order, then what clashed most, then first seen. */
  private long rank(Domain domain) {
    if (domain.base() != null || assignments.left(domain.id()).count() == 1) {
      return -1;
    }
    int root = universe.rootRank(domain);
    return root >= 0 ? root : Integer.MAX_VALUE + (1L << 40) - clashes.get(domain.id());
  }

  private void add(Incompatibility fact) {
    while (known.size() < universe.size()) {
      assignments.add(universe.domain(known.size()));
      known.add(new ArrayList<>());
      clashes.add(0);
    }
    universe.standing().forEach(this::keep);
    keep(fact);
  }

  private void keep(Incompatibility fact) {
    boolean isNew = told.add(fact.terms());
    for (int domain : fact.terms().keySet()) {
      if (isNew) {
        known.get(domain).add(fact);
      }
      touch(domain);
    }
  }

  private void touch(int domain) {
    if (changed.add(domain)) {
      queue.add(domain);
    }
  }

  private void propagate() throws Failure {
    while (!queue.isEmpty()) {
      int domain = queue.remove();
      changed.remove(domain);
      List<Incompatibility> about = known.get(domain);
      for (int i = about.size() - 1; i >= 0; i--) {
        Incompatibility clash = apply(about.get(i));
        if (clash != null) {
          learn(clash);
          touch(domain);
          break;
        }
      }
    }
  }

  /** Draws what follows; gives the incompatibility back when it holds already. */
  private @Nullable Incompatibility apply(Incompatibility fact) {
    int open = -1;
    for (Map.Entry<Integer, Subset> term : fact.terms().entrySet()) {
      Subset left = assignments.left(term.getKey());
      if (left.isIn(term.getValue())) {
        continue;
      }
      if (open >= 0 || !left.meets(term.getValue())) {
        return null;
      }
      open = term.getKey();
    }
    if (open < 0) {
      return fact;
    }
    assignments.derive(open, fact.terms().get(open), fact);
    touch(open);
    return null;
  }

  private void learn(Incompatibility clash) throws Failure {
    budget.clash();
    Incompatibility learnt = clash;
    while (!learnt.isFailure()) {
      Assignments.Step last = null;
      int before = 0;
      for (Map.Entry<Integer, Subset> term : learnt.terms().entrySet()) {
        Assignments.Step step = assignments.satisfier(term.getKey(), term.getValue());
        if (last == null || step.index() > last.index()) {
          before = last == null ? before : Math.max(before, last.level());
          last = step;
        } else {
          before = Math.max(before, step.level());
        }
      }
      int domain = last.domain();
      Subset rest =
          last.cause() == null
              ? null
              : learnt.terms().get(domain).or(last.cause().terms().get(domain));
      if (rest != null && !rest.isAll()) {
        before = Math.max(before, assignments.satisfier(domain, rest).level());
      }
      if (last.cause() == null || before < last.level()) {
        backjump(learnt, before, domain);
        return;
      }
      learnt = Incompatibility.resolvent(learnt, last.cause(), domain);
    }
    throw new Failure(learnt);
  }

  private void backjump(Incompatibility learnt, int level, int domain) {
    assignments.backtrack(level);
    for (int each : learnt.terms().keySet()) {
      clashes.set(each, clashes.get(each) + 1);
    }
    if (told.add(learnt.terms())) {
      learnt.terms().keySet().forEach(each -> known.get(each).add(learnt));
    }
    assignments.derive(domain, learnt.terms().get(domain), learnt);
    touch(domain);
  }
}
