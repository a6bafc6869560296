package dev.hermetic.pypi.resolve;

import dev.hermetic.pypi.requirement.ProjectName;
import dev.hermetic.pypi.requirement.PypiRequirement;
import dev.hermetic.pypi.version.SpecifierSet;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Why there is no answer: of each clash the fewest of the user's lines, from each of them down to where
 * they meet, and which single change would do, found by resolving with it. What nobody asks for is not
 * looked for. Not for several threads at once.
 */
final class Explanation {
  private static final int BESIDES = 2_000;

  private final PackageSource source;
  private final ResolveRequest request;
  private final Search.Failure failure;
  private final Clashes search;
  private @Nullable List<Clashes.Core> cores;
  private @Nullable List<Clash> clashes;

  /** @param failure why the whole request has no answer */
  Explanation(PackageSource source, ResolveRequest request, Search.Failure failure) {
    this.source = source;
    this.request = request;
    this.failure = failure;
    this.search = new Clashes(source, request);
  }

  /** At least one, the first in the user's order first. */
  List<Clash> clashes() {
    if (clashes == null) {
      clashes = List.copyOf(told(cores()));
    }
    return clashes;
  }

  /** Whether the clashes are all that there are. */
  boolean isWhole() {
    cores();
    return search.isWhole();
  }

  /** Whether candidates count in a clash that are of no use for the target. */
  boolean isOfUnusable() {
    return cores().stream().anyMatch(core -> !unusable(leaves(core.failure())).isEmpty());
  }

  private List<Clashes.Core> cores() {
    if (cores == null) {
      cores = search.find(failure);
    }
    return cores;
  }

  private List<Clash> told(List<Clashes.Core> cores) {
    List<Clash> clashes = new ArrayList<>();
    List<Optional<Change>> first = new ArrayList<>();
    for (Clashes.Core core : cores) {
      List<Change> changes = changes(core.roots(), beside(core, cores, first));
      if (changes.isEmpty()) {
        changes = changes(core.roots(), beside(core, cores, List.of()));
      }
      first.add(changes.stream().findFirst());
      List<Cause> leaves = leaves(core.failure());
      clashes.add(
          new Clash(
              core.roots(),
              new ExplanationTree(leaves).draw(core.roots()),
              changes.stream().map(Change::text).toList(),
              changes.stream().anyMatch(change -> change.instead() != null),
              unknown(leaves),
              unusable(leaves)));
    }
    return clashes;
  }

  /**
   * What a clash is mended beside: lines of the others as their first change has them, and without them
   * where that is not known yet or may mend this clash too.
   *
   * @param first of the clashes before it; empty for those without a change
   */
  private List<Root> beside(
      Clashes.Core core, List<Clashes.Core> cores, List<Optional<Change>> first) {
    List<Root> beside = new ArrayList<>();
    for (Root root : request.roots()) {
      Optional<Root> now = Optional.of(root);
      for (int i = 0; i < cores.size() && !core.roots().contains(root); i++) {
        if (cores.get(i).roots().contains(root)) {
          boolean known = i < first.size() && !cores.get(i).meets(core);
          Optional<Change> change = known ? first.get(i) : Optional.empty();
          now = change.isPresent() ? now.flatMap(change.get()::of) : Optional.empty();
        }
      }
      now.ifPresent(beside::add);
    }
    return beside;
  }

  private static SortedSet<ProjectName> unknown(List<Cause> leaves) {
    SortedSet<ProjectName> unknown = new TreeSet<>();
    for (Cause leaf : leaves) {
      Domain domain =
          leaf instanceof Cause.Asked asked
              ? asked.target()
              : leaf instanceof Cause.Needs needs ? needs.target() : null;
      if (domain != null && domain.provided() == null && domain.candidates().isEmpty()) {
        unknown.add(domain.name());
      }
    }
    return unknown;
  }

  private static SortedMap<ProjectName, SortedSet<String>> unusable(List<Cause> leaves) {
    SortedMap<ProjectName, SortedSet<String>> reasons = new TreeMap<>();
    for (Cause leaf : leaves) {
      if (leaf instanceof Cause.Unusable unusable) {
        reasons
            .computeIfAbsent(unusable.domain().name(), key -> new TreeSet<>())
            .add(unusable.reason());
      }
    }
    return reasons;
  }

  /**
   * One line that is changed.
   *
   * @param instead null to do without
   */
  private record Change(String text, Root root, @Nullable Root instead) {
    Optional<Root> of(Root one) {
      return one.equals(root) ? Optional.ofNullable(instead) : Optional.of(one);
    }
  }

  /** What each of the clashing lines could be instead, alone, beside others. */
  private List<Change> changes(List<Root> roots, List<Root> beside) {
    List<Change> changes = new ArrayList<>();
    for (Root root : roots) {
      PypiRequirement asked = root.requirement();
      if (!asked.specifiers().isEmpty() && asked.url() == null) {
        version(replaced(beside, root, with(root, SpecifierSet.ANY)), asked.name())
            .map(version -> with(root, SpecifierSet.parse("==" + version)))
            .ifPresent(
                other ->
                    changes.add(
                        new Change(
                            "write `"
                                + other.requirement()
                                + "` instead of `"
                                + asked.text()
                                + "` ("
                                + root.location()
                                + ")",
                            root,
                            other)));
      }
    }
    for (Root root : roots) {
      List<Root> others = new ArrayList<>(beside);
      others.remove(root);
      if (request.roots().size() > 1 && answer(others).isPresent()) {
        changes.add(
            new Change(
                "leave out `" + root.requirement().text() + "` (" + root.location() + ")",
                root,
                null));
      }
    }
    return changes;
  }

  private static Root with(Root root, SpecifierSet versions) {
    PypiRequirement asked = root.requirement();
    return new Root(
        new PypiRequirement(asked.name(), asked.extras(), versions), root.location());
  }

  private static List<Root> replaced(List<Root> roots, Root root, Root other) {
    List<Root> replaced = new ArrayList<>(roots);
    replaced.set(roots.indexOf(root), other);
    return replaced;
  }

  private Optional<String> version(List<Root> roots, ProjectName name) {
    return answer(roots)
        .map(answer -> answer.versions().get(name))
        .map(Object::toString);
  }

  private Optional<Answer> answer(List<Root> roots) {
    try {
      return Optional.of(
          Resolver.search(source, request.withRoots(roots), Resolver.Keep.NOTHING, BESIDES));
    } catch (Search.Failure | Budget.Spent e) {
      return Optional.empty();
    }
  }

  /** The projects in it that conda brings. */
  static SortedSet<ProjectName> provided(Search.Failure failure) {
    SortedSet<ProjectName> provided = new TreeSet<>();
    for (Cause cause : leaves(failure)) {
      Domain target =
          cause instanceof Cause.Asked asked
              ? asked.target()
              : cause instanceof Cause.Needs needs ? needs.target() : null;
      if (target != null && target.provided() != null) {
        provided.add(target.name());
      }
    }
    return provided;
  }

  /** What was not derived, in the order in which it is met. */
  static List<Cause> leaves(Search.Failure failure) {
    List<Cause> leaves = new ArrayList<>();
    Set<Incompatibility> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<Incompatibility> todo = new ArrayDeque<>();
    todo.push(failure.incompatibility);
    while (!todo.isEmpty()) {
      Incompatibility next = todo.pop();
      if (!seen.add(next)) {
        continue;
      }
      if (next.cause() instanceof Cause.Derived derived) {
        todo.push(derived.other());
        todo.push(derived.one());
      } else {
        leaves.add(next.cause());
      }
    }
    return leaves;
  }
}
