package dev.hermetic.lockfile;

import dev.hermetic.match.InvalidMatchSpecException;
import dev.hermetic.match.MatchSpec;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.record.PackageRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The {@code dependencies} of a package as conda-lock 4.0.2 derives them from its record: name to
 * version constraint, the build part dropped, virtual packages kept. Several constraints on one
 * name are joined with commas; equal specs count once and a spec without a version adds nothing.
 */
final class LockedDependencies {
  /** Packages of one environment have most of their dependencies in common. */
  private final Map<String, MatchSpec> known = new HashMap<>();

  /**
   * @throws HermeticException when a dependency is no match spec
   */
  SortedMap<String, String> of(PackageRecord record) {
    Map<String, List<MatchSpec>> byName = new TreeMap<>();
    for (String text : record.depends()) {
      MatchSpec spec = parse(text, record);
      List<MatchSpec> specs = byName.get(spec.name());
      if (specs == null) {
        specs = new ArrayList<>(1);
        byName.put(spec.name(), specs);
      }
      if (!specs.contains(spec)) {
        specs.add(spec);
      }
    }
    SortedMap<String, String> dependencies = new TreeMap<>();
    for (Map.Entry<String, List<MatchSpec>> entry : byName.entrySet()) {
      dependencies.put(entry.getKey(), merge(entry.getValue()));
    }
    return dependencies;
  }

  private MatchSpec parse(String text, PackageRecord record) {
    MatchSpec spec = known.get(text);
    if (spec == null) {
      try {
        spec = MatchSpec.parse(text);
      } catch (InvalidMatchSpecException e) {
        throw new HermeticException(
            LockProblems.badDependency(record.url(), text, String.valueOf(e.getMessage())), e);
      }
      known.put(text, spec);
    }
    return spec;
  }

  /** Joined in the order of the specs' texts, two at a time, as conda merges them. */
  private static String merge(List<MatchSpec> specs) {
    if (specs.size() == 1) {
      return specs.get(0).rawVersion().orElse("");
    }
    return specs.stream()
        .sorted(Comparator.comparing(MatchSpec::toString))
        .flatMap(spec -> spec.rawVersion().stream())
        .reduce(LockedDependencies::join)
        .orElse("");
  }

  private static String join(String one, String other) {
    return Stream.of(one, other)
        .sorted()
        .map(LockedDependencies::factor)
        .collect(Collectors.joining(","));
  }

  private static String factor(String constraint) {
    // A comma binds tighter than a bar. conda-lock forgets that and changes the meaning here.
    return constraint.contains("|") ? "(" + constraint + ")" : constraint;
  }
}
