package dev.hermetic.solve;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds an answer that breaks the cheapest set of wishes: implicit hitting sets over the search's
 * clashes. Every search names wishes that clash, as many such sets as it comes upon. As long as the
 * cheapest set that has one wish of every clash still leaves a clash, it is searched again. The first
 * answer is the cheapest one.
 *
 * <p>Names that are {@linkplain CandidateLoader#hold held} are looked at in full when an answer would
 * move them.
 */
final class LeastChange {
  private final Pool pool;
  private final Spec[] roots;
  private final Search search;
  private final Support support;
  private final Wishes wishes;
  private final ClashSearch clashSearch;

  /** Names that something must need. */
  private final List<Integer> needed;

  /**
   * @param roots specs that are met in every answer
   * @param limits specs that no answer breaks; their names may be absent
   */
  LeastChange(Pool pool, Spec[] roots, Wishes wishes, List<Spec> limits) {
    this.pool = pool;
    this.roots = roots;
    this.search = new Search(pool);
    this.support = new Support(pool, roots);
    this.wishes = wishes;
    this.clashSearch = new ClashSearch(search, wishes, List.of(roots), limits);
    this.needed = List.of();
  }

  private LeastChange(
      LeastChange other, Wishes wishes, ClashSearch clashSearch, List<Integer> needed) {
    this.pool = other.pool;
    this.roots = other.roots;
    this.search = other.search;
    this.support = other.support;
    this.wishes = wishes;
    this.clashSearch = clashSearch;
    this.needed = needed;
  }

  /** The same with one more spec that must be met, by an answer in which something needs it. */
  LeastChange with(Spec need) {
    List<Spec> more = new ArrayList<>(List.of(need));
    support.knownChain(need.name).ifPresent(more::add);
    List<Integer> names = new ArrayList<>(needed);
    names.add(need.name);
    return new LeastChange(this, wishes, clashSearch.with(more), names);
  }

  /** The same with other wishes, of which the first ones are those of this one. */
  LeastChange with(Wishes more) {
    return new LeastChange(this, more, clashSearch.with(more), needed);
  }

  /** What must be met, then what must not be broken. */
  List<Spec> hard() {
    return clashSearch.hard();
  }

  /** What searches for it; has the answer that was found last. */
  Search search() {
    return search;
  }

  /**
   * Any answer: gives up all wishes of every clash, so that it is soon known when there is none.
   *
   * @return whether there is one
   */
  boolean some() {
    BitSet dropped = clashSearch.cheapestToDrop();
    while (true) {
      List<BitSet> found = clashSearch.solve(dropped);
      if (found == null) {
        return false;
      }
      if (found.isEmpty() && isAnswer()) {
        return true;
      }
      found.forEach(dropped::or);
    }
  }

  /**
   * The cheapest answer. Names that it adds are wished away and it is looked for again, until they
   * are known to be worth it.
   *
   * @param bound the most that it may cost
   * @return what it costs; -1 when there is none within the bound
   */
  long cheapest(long bound) {
    while (true) {
      BitSet broken = clashSearch.cheapestToDrop();
      long cost = HittingSet.weight(broken, wishes.weights());
      if (cost > bound) {
        return -1;
      }
      List<BitSet> found = clashSearch.solve(broken);
      if (found == null) {
        return -1;
      }
      if (found.isEmpty() && isAnswer()) {
        return cost;
      }
    }
  }

  /** Whether what the search came to is an answer; it asks for what that lacks if not. */
  private boolean isAnswer() {
    Set<Integer> moving = moving();
    Set<Integer> reached = CdclSolver.reached(pool, search, roots).keySet();
    for (int name : needed) {
      if (!reached.contains(name)) {
        Spec chain = support.chain(name);
        boolean asked = clashSearch.isNeeded(chain);
        if (!asked || moving.isEmpty()) {
          clashSearch.need(asked ? support.wayInto(name, search) : chain);
          return false;
        }
      }
    }
    if (!moving.isEmpty()) {
      clashSearch.widen(moving);
      return false;
    }
    return !wishes.discover(reached);
  }

  /** Held names of which the search took something else than the record. */
  private Set<Integer> moving() {
    Set<Integer> moving = new TreeSet<>();
    for (int name : pool.loader().held()) {
      if (search.chosen(name) > 0) {
        moving.add(name);
      }
    }
    return moving;
  }
}
