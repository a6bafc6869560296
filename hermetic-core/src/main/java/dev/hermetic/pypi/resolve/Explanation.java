package dev.hermetic.pypi.resolve;

import dev.hermetic.pypi.requirement.ProjectName;
import dev.hermetic.pypi.requirement.PypiRequirement;
import dev.hermetic.pypi.version.SpecifierSet;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Why there is no answer: the fewest of the user's lines that clash, from each of them down to where
 * they meet, and which single change would do, found by resolving with it.
 */
final class Explanation {
  private static final int BESIDES = 2_000;

  private final PackageSource source;
  private final ResolveRequest request;

  Explanation(PackageSource source, ResolveRequest request) {
    this.source = source;
    this.request = request;
  }

  UnresolvableException of(Search.Failure failure) {
    List<Root> roots = asked(failure);
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
    return new UnresolvableException(
        roots,
        new ExplanationTree(leaves(least)).draw(roots),
        changes(roots),
        unknown(leaves(least)),
        unusable(leaves(least)));
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

  /** The lines that the failure rests on; all of them where it rests on none. */
  private List<Root> asked(Search.Failure failure) {
    List<Root> roots = new ArrayList<>();
    for (Cause cause : leaves(failure)) {
      if (cause instanceof Cause.Asked asked && !asked.limit() && !roots.contains(asked.root())) {
        roots.add(asked.root());
      }
    }
    roots.sort(Comparator.comparing(request.roots()::indexOf));
    return roots.isEmpty() ? new ArrayList<>(request.roots()) : roots;
  }

  private Optional<Search.Failure> failure(List<Root> roots) {
    try {
      Resolver.search(source, request.withRoots(roots), Resolver.Keep.NOTHING, BESIDES);
      return Optional.empty();
    } catch (Search.Failure e) {
      return Optional.of(e);
    } catch (Budget.Spent e) {
      // Not known to clash, so the line stays among those that are named.
      return Optional.empty();
    }
  }

  /** What each of the clashing lines could be instead, alone. */
  private List<String> changes(List<Root> roots) {
    List<String> changes = new ArrayList<>();
    for (Root root : roots) {
      PypiRequirement asked = root.requirement();
      if (!asked.specifiers().isEmpty() && asked.url() == null) {
        PypiRequirement free =
            new PypiRequirement(asked.name(), asked.extras(), SpecifierSet.ANY);
        version(replaced(root, new Root(free, root.location())), asked.name())
            .ifPresent(
                version ->
                    changes.add(
                        "write `"
                            + new PypiRequirement(
                                asked.name(),
                                asked.extras(),
                                SpecifierSet.parse("==" + version))
                            + "` instead of `"
                            + asked.text()
                            + "` ("
                            + root.location()
                            + ")"));
      }
    }
    for (Root root : roots) {
      List<Root> others = new ArrayList<>(request.roots());
      others.remove(root);
      if (!others.isEmpty() && answer(others).isPresent()) {
        changes.add(UnresolvableException.LEAVE_OUT + "`" + root.requirement().text() + "` (" + root.location() + ")");
      }
    }
    return changes;
  }

  private List<Root> replaced(Root root, Root other) {
    List<Root> roots = new ArrayList<>(request.roots());
    roots.set(roots.indexOf(root), other);
    return roots;
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
