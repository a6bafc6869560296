package dev.hermetic.pypi.resolve;

import dev.hermetic.pypi.requirement.ProjectName;
import dev.hermetic.pypi.version.PypiVersion;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Chooses a version of every project that is needed. Roots are as new as can be in the user's order;
 * so no root gets older for the sake of a later one. The answer depends on the request and on what the
 * source says, not on the order in which it says it.
 *
 * <p>With a lock to begin from, it changes as little as it can: each name that is to be newer gets the
 * newest version that any answer has, one name after the other; and none of the others that moved can
 * be put back without moving another. What is tried for that has bounds; where one is reached, a
 * version that is there stays.
 */
public final class Resolver {
  /** Enough for a choice that is made beside the answer; where it is not, the answer stays. */
  private static final int BESIDES = 2_000;

  /** How many newer versions of a name are tried before the one that is there stays. */
  private static final int MOST_VERSIONS = 200;

  /** How many answers in which nobody needs the name are ruled out before the next is tried. */
  private static final int MOST_STRAYS = 20;

  private final PackageSource source;

  public Resolver(PackageSource source) {
    this.source = source;
  }

  /**
   * Resolves.
   *
   * @throws UnresolvableException when there is no answer
   * @throws ResolveLimitException when none was found within a bound counted in clashes
   */
  public Resolution resolve(ResolveRequest request) throws UnresolvableException {
    source.prefetch(
        request.roots().stream()
            .map(Root::requirement)
            .filter(one -> one.applies(request.environment()))
            .toList());
    try {
      return change(request).resolution();
    } catch (Search.Failure e) {
      throw new UnresolvableException(new Explanation(source, request, e));
    } catch (Budget.Spent e) {
      throw new ResolveLimitException(Budget.DEFAULT);
    }
  }

  /**
   * An answer in which conda brings other versions of the projects that a clash is about; of all
   * others it brings those that it does.
   *
   * @param others versions that conda could bring instead
   * @return empty where there is none, or none was found within a bound counted in clashes
   */
  public Optional<Resolution> moving(
      ResolveRequest request, Function<Provided, List<PypiVersion>> others) {
    ResolveRequest asked = request;
    while (true) {
      try {
        return Optional.of(change(asked).resolution());
      } catch (Search.Failure e) {
        SortedMap<ProjectName, Provided> freer = freer(asked.provided(), e, others);
        if (freer.equals(asked.provided())) {
          return Optional.empty();
        }
        asked = asked.withProvided(freer);
      } catch (Budget.Spent e) {
        return Optional.empty();
      }
    }
  }

  private static SortedMap<ProjectName, Provided> freer(
      SortedMap<ProjectName, Provided> provided,
      Search.Failure failure,
      Function<Provided, List<PypiVersion>> others) {
    SortedMap<ProjectName, Provided> freer = new TreeMap<>(provided);
    for (ProjectName name : Explanation.provided(failure)) {
      freer.computeIfPresent(
          name, (key, by) -> new Provided(by.version(), by.packageName(), others.apply(by)));
    }
    return freer;
  }

  private Answer change(ResolveRequest request) throws Search.Failure {
    if (request.preferred().isEmpty()) {
      return search(source, request, Keep.NOTHING, Budget.DEFAULT);
    }
    Keep raised = Keep.NOTHING;
    for (ProjectName name : request.upgraded()) {
      raised = newest(request, name, raised);
    }
    Answer best = search(source, request, raised, Budget.DEFAULT);
    SortedMap<ProjectName, PypiVersion> kept = unmoved(request, best);
    for (ProjectName name : moved(request, best)) {
      SortedMap<ProjectName, PypiVersion> more = new TreeMap<>(kept);
      more.put(name, request.preferred().get(name));
      Keep wanted = new Keep(raised.needed(), more, raised.strays());
      Optional<Answer> other = tried(request, wanted).filter(wanted::isMetBy);
      if (other.isPresent()) {
        best = other.get();
        kept = unmoved(request, best);
      }
    }
    return best;
  }

  /** With the newest version of a name that any answer has, older ones than the lock's left aside. */
  private Keep newest(ResolveRequest request, ProjectName name, Keep raised) {
    if (request.provided().containsKey(name)) {
      return raised;
    }
    PypiVersion locked = request.preferred().get(name);
    List<PypiVersion> newer =
        new Universe(source, request)
            .of(name).candidates().stream()
                .filter(one -> one.unusable() == null)
                .map(Candidate::version)
                .distinct()
                .filter(version -> locked == null || version.compareTo(locked) >= 0)
                .limit(MOST_VERSIONS)
                .toList();
    for (PypiVersion version : newer) {
      Optional<Keep> reached = reached(request, raised.with(name, version));
      if (reached.isPresent()) {
        return reached.get();
      }
    }
    return raised;
  }

  /** What rules out answers in which the names are there though nothing needs them; empty if all. */
  private Optional<Keep> reached(ResolveRequest request, Keep asked) {
    Keep wanted = asked;
    for (int i = 0; i < MOST_STRAYS; i++) {
      Optional<Answer> answer = tried(request, wanted);
      if (answer.isEmpty()) {
        return Optional.empty();
      }
      if (wanted.isMetBy(answer.get())) {
        return Optional.of(wanted);
      }
      wanted = wanted.without(answer.get());
    }
    return Optional.empty();
  }

  private Optional<Answer> tried(ResolveRequest request, Keep keep) {
    try {
      return Optional.of(search(source, request, keep, BESIDES));
    } catch (Search.Failure | Budget.Spent e) {
      return Optional.empty();
    }
  }

  private static SortedMap<ProjectName, PypiVersion> unmoved(
      ResolveRequest request, Answer answer) {
    SortedMap<ProjectName, PypiVersion> same = new TreeMap<>(answer.versions());
    same.entrySet().removeIf(one -> !one.getValue().equals(request.preferred().get(one.getKey())));
    return same;
  }

  private static List<ProjectName> moved(ResolveRequest request, Answer answer) {
    List<ProjectName> moved = new ArrayList<>();
    answer
        .versions()
        .forEach(
            (name, version) -> {
              PypiVersion before = request.preferred().get(name);
              if (before != null
                  && !before.equals(version)
                  && !request.upgraded().contains(name)) {
                moved.add(name);
              }
            });
    return moved;
  }

  /**
   * Versions that an answer must have.
   *
   * @param needed of projects that have to be in it
   * @param present of projects that may be in it
   * @param strays what it must not have all of
   */
  record Keep(
      SortedMap<ProjectName, PypiVersion> needed,
      SortedMap<ProjectName, PypiVersion> present,
      List<SortedMap<ProjectName, PypiVersion>> strays) {
    static final Keep NOTHING =
        new Keep(Collections.emptySortedMap(), Collections.emptySortedMap(), List.of());

    Keep with(ProjectName name, PypiVersion version) {
      SortedMap<ProjectName, PypiVersion> more = new TreeMap<>(needed);
      more.put(name, version);
      return new Keep(more, present, strays);
    }

    Keep without(Answer answer) {
      List<SortedMap<ProjectName, PypiVersion>> more = new ArrayList<>(strays);
      more.add(answer.versions());
      return new Keep(needed, present, more);
    }

    /** Whether the user's lines lead to all that is needed. */
    boolean isMetBy(Answer answer) {
      return answer.versions().entrySet().containsAll(needed.entrySet());
    }
  }

  static Answer search(PackageSource source, ResolveRequest request, Keep keep, int clashes)
      throws Search.Failure {
    Universe universe = new Universe(source, request);
    Facts facts = universe.facts();
    List<Incompatibility> given = new ArrayList<>();
    for (Root root : request.roots()) {
      if (root.requirement().applies(request.environment())) {
        given.addAll(facts.asked(root, false));
      }
    }
    for (Root limit : request.constraints()) {
      if (limit.requirement().applies(request.environment())) {
        given.addAll(facts.asked(limit, true));
      }
    }
    keep.needed()
        .forEach((name, version) -> facts.kept(name, version, true).ifPresent(given::add));
    keep.present()
        .forEach((name, version) -> facts.kept(name, version, false).ifPresent(given::add));
    keep.strays().forEach(versions -> given.add(facts.stray(versions)));
    SortedMap<Integer, Integer> states = new Search(universe, new Budget(clashes)).run(given);
    return new Answer(universe, request, states);
  }
}
