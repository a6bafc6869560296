package dev.hermetic.pypi.resolve;

import dev.hermetic.pypi.requirement.MarkerEnvironment;
import dev.hermetic.pypi.requirement.ProjectName;
import dev.hermetic.pypi.requirement.PypiRequirement;
import dev.hermetic.pypi.version.PypiVersion;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What to resolve, for one target.
 *
 * @param roots in the user's order; those whose marker does not hold are left out
 * @param constraints limits on versions of projects that are taken anyway
 * @param environment the target, without extras
 * @param provided what conda brings
 * @param preferred versions of a lock that is changed as little as possible; empty to resolve afresh
 * @param upgraded projects that are to be as new as can be although they are in the lock
 * @param prereleases whether pre-releases are as good as others
 */
public record ResolveRequest(
    List<Root> roots,
    List<Root> constraints,
    MarkerEnvironment environment,
    SortedMap<ProjectName, Provided> provided,
    SortedMap<ProjectName, PypiVersion> preferred,
    SortedSet<ProjectName> upgraded,
    boolean prereleases) {
  public ResolveRequest {
    roots = List.copyOf(roots);
    constraints = List.copyOf(constraints);
    provided = Collections.unmodifiableSortedMap(new TreeMap<>(provided));
    preferred = Collections.unmodifiableSortedMap(new TreeMap<>(preferred));
    upgraded = Collections.unmodifiableSortedSet(new TreeSet<>(upgraded));
  }

  /** Afresh, with nothing from conda. */
  public ResolveRequest(List<Root> roots, MarkerEnvironment environment) {
    this(
        roots,
        List.of(),
        environment,
        new TreeMap<>(),
        new TreeMap<>(),
        Collections.emptySortedSet(),
        false);
  }

  /** What the user says of this target, roots before limits. */
  List<PypiRequirement> lines() {
    return Stream.concat(roots.stream(), constraints.stream())
        .map(Root::requirement)
        .filter(one -> one.applies(environment))
        .toList();
  }

  ResolveRequest withProvided(SortedMap<ProjectName, Provided> others) {
    return new ResolveRequest(
        roots, constraints, environment, others, preferred, upgraded, prereleases);
  }

  ResolveRequest withRoots(List<Root> others) {
    return new ResolveRequest(
        others, constraints, environment, provided, preferred, upgraded, prereleases);
  }
}
