package dev.hermetic.solve;

import dev.hermetic.record.Candidate;
import dev.hermetic.record.PackageRecord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The smallest change to locked records that answers a request. In this order:
 *
 * <ol>
 *   <li>names asked for are as new as allowed, the first one first;
 *   <li>names that the request needs anew (roots that were not locked, or whose record does not meet
 *       its specs any more) are as new as the fewest moves of other locked names allow;
 *   <li>the fewest other names are moved, or added unless a new root brings them in; what nothing
 *       needs any more goes without a price;
 *   <li>the fewest of those that move get an older version;
 *   <li>what moves is chosen as {@link CdclSolver} does.
 * </ol>
 *
 * <p>Of changes that are equal in the first four it takes one that leaves roots alone, then one that
 * leaves alone what most locked records need, and is the same one for equal requests. Exact: the first engine is asked for answers under assumptions, until
 * the cheapest set of names that can be given up is known. Keeps no state between calls.
 */
public final class MinimalChange {
  private final ChannelMatch channelMatch;

  public MinimalChange(ChannelMatch channelMatch) {
    this.channelMatch = channelMatch;
  }

  /**
   * The answer.
   *
   * @param solution as an engine gives it
   * @param moves every name that differs from what was locked, sorted
   */
  public record Changed(Solution solution, List<Moved> moves) {
    public Changed {
      moves = List.copyOf(moves);
    }
  }

  /**
   * Changes as little as possible.
   *
   * @param request with the specs of the environment
   * @param asked names that are to be as new as allowed, each with a spec that holds for this change
   *     only; in order of importance. A name that nothing needs any more is not put in for it
   * @param locked the records that are there, one a name; those that the request's channels have
   *     not are moved
   * @throws UnsolvableException when the request and what is asked cannot be met together
   */
  public Changed change(
      SolveRequest request, List<RootSpec> asked, Collection<PackageRecord> locked)
      throws UnsolvableException {
    List<RootSpec> everything = new ArrayList<>(request.specs());
    everything.addAll(asked);
    return new Run(request.withSpecs(everything), request.specs(), asked, locked).change();
  }

  /** One change on its way. */
  private final class Run {
    private final SolveRequest request;
    private final Pool pool;
    private final List<RootSpec> roots;
    private final List<RootSpec> limits;
    private final Spec[] rootSpecs;
    private final Map<String, PackageRecord> locked = new TreeMap<>();
    private final Set<String> asked = new LinkedHashSet<>();
    private final Set<String> fresh = new TreeSet<>();

    Run(
        SolveRequest request,
        List<RootSpec> roots,
        List<RootSpec> asked,
        Collection<PackageRecord> locked) {
      this.request = request;
      this.pool = new Pool(request, channelMatch);
      this.roots = CdclSolver.distinct(roots);
      this.limits = CdclSolver.distinct(asked);
      this.rootSpecs = specs(this.roots);
      locked.forEach(record -> this.locked.put(record.name(), record));
      asked.forEach(one -> this.asked.add(one.spec().name()));
    }

    private Spec[] specs(List<RootSpec> of) {
      return specs(pool, of);
    }

    private static Spec[] specs(Pool pool, List<RootSpec> of) {
      return of.stream().map(root -> pool.spec(root.spec())).toArray(Spec[]::new);
    }

    Changed change() throws UnsolvableException {
      pool.loader().prefetch(locked.keySet().stream().map(pool::nameId).toList());
      InPlace place = new InPlace(pool, rootSpecs, locked.values());
      List<PackageRecord> records = inPlace(place);
      return records == null ? searched(place) : changed(records, 0, 0);
    }

    /** The answer in which no other name moves; null when there is none, or it is not known. */
    private @Nullable List<PackageRecord> inPlace(InPlace place) {
      return switch (asked.size()) {
        case 0 -> place.unchanged();
        case 1 -> place.newest(pool.nameId(asked.iterator().next()), specs(limits));
        default -> null;
      };
    }

    private Changed searched(InPlace place) throws UnsolvableException {
      for (Spec root : rootSpecs) {
        String name = pool.name(root.name);
        if (!pool.isVirtual(root.name) && !asked.contains(name) && !place.isMet(root)) {
          fresh.add(name);
        }
      }
      Set<Integer> expected = expected();
      for (String name : locked.keySet()) {
        int id = pool.nameId(name);
        Candidate standing = expected.contains(id) ? null : place.standing(id);
        if (standing != null) {
          pool.loader().hold(id, standing);
        }
      }
      Wishes keep = Wishes.toKeep(pool, expected, byImportance(place));
      LeastChange change = new LeastChange(pool, rootSpecs, keep, List.of(specs(limits)));
      for (String name : asked) {
        change = newest(change, pool.nameId(name));
      }
      if (!fresh.isEmpty()) {
        long moves = cheapest(change);
        for (String name : fresh) {
          change = newestWithin(change, pool.nameId(name), moves);
        }
      }
      change = change.with(keep.all(fresh.isEmpty()));
      cheapest(change);
      Search search = change.search();
      return changed(
          CdclSolver.answer(pool, search, rootSpecs), search.decisions(), search.conflicts());
    }

    private Changed changed(List<PackageRecord> records, long decisions, long conflicts) {
      return new Changed(
          new Solution(
              records,
              new Solution.Statistics(
                  pool.nameCount(), pool.loader().recordCount(), decisions, conflicts),
              pool.unusable()),
          new MoveReasons(pool, channelMatch, roots, limits, locked.values()).of(records));
    }

    /** Names that are in the answer anyhow, or whose record is free. */
    private Set<Integer> expected() {
      Set<Integer> expected = new HashSet<>();
      asked.forEach(name -> expected.add(pool.nameId(name)));
      fresh.forEach(name -> expected.add(pool.nameId(name)));
      return expected;
    }

    /** Those last that the most others need, and after them the roots. */
    private List<PackageRecord> byImportance(InPlace place) {
      Map<String, Integer> needed = new HashMap<>();
      for (String name : locked.keySet()) {
        Candidate standing = place.standing(pool.nameId(name));
        int[] needs = standing == null ? null : pool.dependencies().of(standing.depends());
        for (int need : needs == null ? new int[0] : needs) {
          needed.merge(pool.name(pool.spec(need).name), 1, Integer::sum);
        }
      }
      roots.forEach(root -> needed.put(root.spec().name(), Integer.MAX_VALUE));
      return locked.values().stream()
          .sorted(Comparator.comparing(record -> needed.getOrDefault(record.name(), 0)))
          .toList();
    }

    private long cheapest(LeastChange change) throws UnsolvableException {
      long cost = change.cheapest(Long.MAX_VALUE);
      if (cost < 0) {
        throw unsolvable();
      }
      return cost;
    }

    /** Why there is no answer, by all records that there are. */
    private UnsolvableException unsolvable() {
      List<RootSpec> hard = new ArrayList<>(roots);
      hard.addAll(limits);
      Pool whole = new Pool(request, channelMatch);
      Search search = new Search(whole);
      Spec[] needs = specs(whole, roots);
      Spec[] specs = specs(whole, hard);
      Spec[] kept = specs(whole, limits);
      int[] clash = Objects.requireNonNull(search.solve(needs, kept, Long.MAX_VALUE));
      return CdclSolver.unsolvable(whole, search, hard, specs, clash);
    }

    /** Has a name that is asked for at its best; as it is, when no answer needs it. */
    private LeastChange newest(LeastChange change, int name) throws UnsolvableException {
      Candidates candidates = pool.candidates(name);
      boolean solvable = false;
      for (int grade = 0; grade < candidates.gradeCount(); grade++) {
        Spec best = grades(change, name, grade, grade);
        if (best != null) {
          LeastChange with = change.with(best);
          if (with.some()) {
            return with;
          }
          if (!solvable) {
            // Else all grades would be tried in vain.
            cheapest(change);
            solvable = true;
          }
        }
      }
      return change;
    }

    /** Has a root as new as it can be with so many moves of others. */
    private LeastChange newestWithin(LeastChange change, int name, long moves) {
      change.cheapest(moves);
      Candidates candidates = pool.candidates(name);
      int grade = candidates.grades[change.search().chosen(name)];
      while (true) {
        Spec better = grades(change, name, 0, grade - 1);
        LeastChange with = better == null ? change : change.with(better);
        if (better == null || with.cheapest(moves) < 0) {
          Spec floor = grades(change, name, grade, grade);
          return floor == null ? change : change.with(floor);
        }
        grade = candidates.grades[change.search().chosen(name)];
      }
    }

    /** A spec for the candidates of some grades that what is hard allows; null for none. */
    private @Nullable Spec grades(
        LeastChange change, int name, int best, int worst) {
      Candidates candidates = pool.candidates(name);
      Matching matching =
          Matching.of(
              candidates.size(),
              i ->
                  candidates.grades[i] >= best
                      && candidates.grades[i] <= worst
                      && change.hard().stream()
                          .allMatch(hard -> hard.name != name || pool.matching(hard).has(i)));
      return matching.isEmpty()
          ? null
          : pool.grade(name, "a better " + pool.name(name), matching);
    }
  }
}
