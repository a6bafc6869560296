package dev.hermetic.tree;

import dev.hermetic.graph.LockGraph;
import dev.hermetic.lockfile.LockedPackage;
import dev.hermetic.lockfile.LockedPackage.Manager;
import dev.hermetic.lockfile.PackageAddress;
import dev.hermetic.match.InvalidMatchSpecException;
import dev.hermetic.match.MatchSpec;
import dev.hermetic.record.PackageRecord;
import dev.hermetic.version.Version;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What repodata say that the packages of one platform of a lock want of others. */
final class LockedSpecs {
  /** A spec of a locked package. */
  record Constraint(LockedPackage by, String text) {}

  private final LockGraph graph;
  private final Known known;
  private final List<Constraint> constraints = new ArrayList<>();
  private final Map<String, Optional<MatchSpec>> parsed = new HashMap<>();
  private final Map<String, Optional<String>> clashes = new HashMap<>();

  LockedSpecs(LockGraph graph, Known known) {
    this.graph = graph;
    this.known = known;
    for (LockedPackage locked : graph.packages()) {
      known
          .record(locked)
          .ifPresent(
              record ->
                  record.constrains().forEach(text -> constraints.add(new Constraint(locked, text))));
    }
  }

  /** What locked packages constrain a name to without needing it, in the order of the packages. */
  List<Constraint> constraints(String name) {
    return constraints.stream().filter(one -> isOn(one.text(), name)).toList();
  }

  /** What a package needs of a name, as the repodata have it; empty when its record is not at hand. */
  List<String> depends(LockedPackage from, String name) {
    return known
        .record(from)
        .map(PackageRecord::depends)
        .orElse(List.of())
        .stream()
        .filter(text -> isOn(text, name))
        .toList();
  }

  private boolean isOn(String text, String name) {
    return text.startsWith(name) && parse(text).filter(spec -> spec.name().equals(name)).isPresent();
  }

  /** The version of the locked package that does not meet a spec; empty where none is in the way. */
  Optional<String> clash(String text) {
    return clashes.computeIfAbsent(
        text,
        key ->
            parse(key)
                .filter(MatchSpec::hasExactName)
                .flatMap(
                    spec -> graph.find(Manager.CONDA, spec.name()).filter(to -> clash(spec, to)))
                .map(LockedPackage::version));
  }

  private static boolean clash(MatchSpec spec, LockedPackage to) {
    Optional<Version> version = NewerSearch.version(to.version());
    String build = PackageAddress.build(to).orElse("");
    return version.isPresent() && !spec.matches(version.get(), build);
  }

  /** The spec that a text is; empty where it is none. */
  Optional<MatchSpec> parse(String text) {
    Optional<MatchSpec> known = parsed.get(text);
    if (known == null) {
      known = read(text);
      parsed.put(text, known);
    }
    return known;
  }

  private static Optional<MatchSpec> read(String text) {
    try {
      return Optional.of(MatchSpec.parse(text));
    } catch (InvalidMatchSpecException e) {
      return Optional.empty();
    }
  }
}
