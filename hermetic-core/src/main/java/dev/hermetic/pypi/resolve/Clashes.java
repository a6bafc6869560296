package dev.hermetic.pypi.resolve;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the clashes of a request: what clashes still when lines of every known clash are left out, first
 * all of them, then one of each (Reiter's tree of hitting sets, breadth first).
 */
final class Clashes {
  /** Nobody reads more at once. */
  private static final int MOST = 8;

  /** Searches for clashes that share lines with others, each of which may have to fetch metadata. */
  private static final int QUESTIONS = 30;

  private static final int BESIDES = 2_000;

  private final PackageSource source;
  private final ResolveRequest request;
  private final List<Core> found = new ArrayList<>();
  private boolean whole;

  Clashes(PackageSource source, ResolveRequest request) {
    this.source = source;
    this.request = request;
  }

  /**
   * A clash.
   *
   * @param roots none of which could be left out, in the user's order
   */
  record Core(List<Root> roots, Search.Failure failure) {
    boolean meets(Core other) {
      return roots.stream().anyMatch(other.roots::contains);
    }
  }

  /**
   * At least one, the first in the user's order first. Each has a line that the smaller ones have not:
   * what is told is neither told again nor in every combination.
   *
   * @param known why the whole request has no answer
   */
  List<Core> find(Search.Failure known) {
    found.add(least(known, request.roots()));
    findDisjoint();
    findOverlapping();
    return told();
  }

  /** Whether the search came to its end, so that there are no others. */
  boolean isWhole() {
    return whole;
  }

  private void findDisjoint() {
    Set<Root> without = new HashSet<>(found.get(0).roots());
    Optional<Core> next = beside(without);
    while (next.isPresent() && found.size() < MOST) {
      without.addAll(next.get().roots());
      next = beside(without);
    }
  }

  private void findOverlapping() {
    Deque<Set<Root>> open = new ArrayDeque<>();
    open.add(Set.of());
    Set<Set<Root>> seen = new HashSet<>();
    for (int asked = 0; !open.isEmpty() && asked < QUESTIONS && found.size() < MOST; ) {
      Set<Root> without = open.remove();
      Optional<Core> core =
          found.stream().filter(one -> one.roots().stream().noneMatch(without::contains)).findFirst();
      if (core.isEmpty()) {
        core = beside(without);
        asked++;
      }
      if (core.isPresent()) {
        for (Root root : core.get().roots()) {
          Set<Root> more = new LinkedHashSet<>(without);
          more.add(root);
          if (seen.add(more)) {
            open.add(more);
          }
        }
      }
    }
    whole = open.isEmpty();
  }

  /** A clash of what is left, which is then known. */
  private Optional<Core> beside(Set<Root> without) {
    List<Root> left =
        request.roots().stream().filter(root -> !without.contains(root)).toList();
    Optional<Core> core = failure(left).map(failure -> least(failure, left));
    core.ifPresent(found::add);
    return core;
  }

  /** Leaves out what need not be in it. */
  private Core least(Search.Failure failure, List<Root> of) {
    List<Root> roots = asked(failure, of);
    Search.Failure least = failure;
    for (Root root : List.copyOf(roots)) {
      if (roots.size() == 1) {
        break;
      }
      List<Root> fewer = new ArrayList<>(roots);
      fewer.remove(root);
      Optional<Search.Failure> still = failure(fewer);
      if (still.isPresent()) {
        roots = fewer;
        least = still.get();
      }
    }
    return new Core(List.copyOf(roots), least);
  }

  /** The lines that the failure rests on; all of them where it rests on none. */
  private static List<Root> asked(Search.Failure failure, List<Root> of) {
    List<Root> roots = new ArrayList<>();
    for (Cause cause : Explanation.leaves(failure)) {
      if (cause instanceof Cause.Asked asked && !asked.limit() && !roots.contains(asked.root())) {
        roots.add(asked.root());
      }
    }
    roots.sort(Comparator.comparing(of::indexOf));
    return roots.isEmpty() ? new ArrayList<>(of) : roots;
  }

  private Optional<Search.Failure> failure(List<Root> roots) {
    try {
      Resolver.search(source, request.withRoots(roots), Resolver.Keep.NOTHING, BESIDES);
      return Optional.empty();
    } catch (Search.Failure e) {
      return Optional.of(e);
    } catch (Budget.Spent e) {
      // Not known to clash.
      return Optional.empty();
    }
  }

  private List<Core> told() {
    List<Core> order = new ArrayList<>(found);
    order.sort(Comparator.comparingInt(core -> core.roots().size()));
    Set<Root> named = new HashSet<>();
    List<Core> told = new ArrayList<>();
    for (Core core : order) {
      if (named.addAll(core.roots())) {
        told.add(core);
      }
    }
    told.sort(Comparator.comparingInt(core -> request.roots().indexOf(core.roots().get(0))));
    return told;
  }
}
