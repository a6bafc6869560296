package dev.hermetic.lock;

import dev.hermetic.graph.Edge;
import dev.hermetic.graph.LockGraph;
import dev.hermetic.lockfile.LockedPackage;
import dev.hermetic.lockfile.LockedPackage.Manager;
import dev.hermetic.lockfile.Lockfile;
import dev.hermetic.platform.Platform;
import dev.hermetic.problem.Location;
import dev.hermetic.pypi.lock.CondaChoice;
import dev.hermetic.pypi.lock.CondaWish;
import dev.hermetic.pypi.request.AskedPython;
import dev.hermetic.pypi.request.AskedRequirement;
import dev.hermetic.pypi.version.InvalidPypiVersionException;
import dev.hermetic.pypi.version.SpecifierSet;
import dev.hermetic.solve.RootSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What the pip packages of a lock ask of its conda packages. */
final class PipLimits {
  private PipLimits() {}

  /**
   * The limits on conda packages; of a package with none, nothing.
   *
   * @param choice the versions that there are
   */
  static List<RootSpec> of(
      Lockfile lock, Platform platform, LockInputs inputs, CondaChoice choice) {
    if (!inputs.pip().containsKey(platform)) {
      return List.of();
    }
    LockGraph graph =
        LockGraph.of(
            lock,
            inputs.environment().requests().get(platform),
            inputs.pip().get(platform));
    SortedMap<String, SpecifierSet> limits = new TreeMap<>();
    for (LockedPackage one : graph.packages()) {
      for (Edge edge : one.manager() == Manager.PIP ? graph.dependencies(one) : List.<Edge>of()) {
        limit(limits, edge.to(), edge.isUnconstrained() ? "" : edge.constraint());
      }
    }
    for (AskedRequirement asked : inputs.pip().get(platform).requirements()) {
      limit(
          limits,
          Optional.ofNullable(graph.provided().get(asked.requirement().name())),
          asked.requirement().specifiers().toString());
    }
    for (AskedPython python : inputs.pip().get(platform).pythons()) {
      limit(limits, graph.find(LockedPackage.Manager.CONDA, "python"), python.specifiers().toString());
    }
    List<RootSpec> specs = new ArrayList<>();
    limits.forEach(
        (name, limit) -> {
          CondaWish wish =
              CondaWish.of(name, choice.versions(name), limit, Location.of("pip"));
          if (!limit.isEmpty() && !wish.versions().isEmpty()) {
            specs.add(JointSolver.spec(wish));
          }
        });
    return specs;
  }

  private static void limit(
      SortedMap<String, SpecifierSet> limits, Optional<LockedPackage> on, String text) {
    if (on.isPresent() && on.get().manager() == Manager.CONDA) {
      try {
        limits.merge(on.get().name(), SpecifierSet.parse(text), SpecifierSet::and);
      } catch (InvalidPypiVersionException e) {
        // A lock of another tool may say it in words of its own, and so it limits nothing.
      }
    }
  }
}
