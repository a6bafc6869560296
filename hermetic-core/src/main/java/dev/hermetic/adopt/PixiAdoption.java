package dev.hermetic.adopt;

import dev.hermetic.lockfile.PixiLock;
import dev.hermetic.lockfile.PixiPackage;
import dev.hermetic.problem.Problem;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What of a pixi.lock a project begins with. A project of pixi installs itself from its own folder,
 * which is source code and no package: that is left out, with a word.
 *
 * @param lock with the environment that is taken, and nothing else
 * @param notes what could not be taken over
 */
record PixiAdoption(PixiLock lock, List<String> notes) {
  PixiAdoption {
    notes = List.copyOf(notes);
  }

  /** @param environment the name of one that the lock has */
  static PixiAdoption of(PixiLock pixi, String environment) {
    Set<String> notes = new LinkedHashSet<>();
    pixi.warnings().stream().map(Problem::fact).forEach(notes::add);
    List<String> others = new ArrayList<>(pixi.environments().keySet());
    others.remove(environment);
    if (!others.isEmpty()) {
      notes.add(
          "of the environments of " + pixi.file() + " only " + environment + " is taken over, not "
              + String.join(", ", others));
    }
    PixiLock.Environment whole = pixi.environments().get(environment);
    SortedMap<String, PixiLock.Target> targets = new TreeMap<>();
    whole.targets().forEach((name, target) -> targets.put(name, packages(target, notes)));
    if (targets.values().stream().anyMatch(PixiAdoption::lacksPip)) {
      notes.add(
          pixi.file() + " has packages from PyPI and no pip, which a pip: section asks for:"
              + " `mvn hermetic:lock` adds it");
    }
    PixiLock.Environment taken =
        new PixiLock.Environment(
            whole.name(), whole.channels(), whole.indexes(), whole.options(), targets, whole.place());
    return new PixiAdoption(
        new PixiLock(
            pixi.file(),
            pixi.version(),
            new TreeMap<>(Map.of(environment, taken)),
            pixi.warnings()),
        List.copyOf(notes));
  }

  private static PixiLock.Target packages(PixiLock.Target target, Set<String> notes) {
    List<PixiPackage> packages = new ArrayList<>();
    for (PixiPackage one : target.packages()) {
      if (one instanceof PixiPackage.Pypi && isFolder(one.address())) {
        notes.add(
            one.name() + " is the folder " + one.address() + ", which no lock holds: it is left"
                + " out, and what it needs is asked for");
      } else {
        packages.add(one);
      }
    }
    return new PixiLock.Target(
        target.name(), target.platform(), target.virtualPackages(), packages, target.place());
  }

  /** pixi installs with uv; conda, mamba and we take a section for pip as asking for pip. */
  private static boolean lacksPip(PixiLock.Target target) {
    return target.packages().stream().anyMatch(PixiPackage.Pypi.class::isInstance)
        && target.packages().stream()
            .noneMatch(one -> one instanceof PixiPackage.Binary && one.name().equals("pip"));
  }

  private static boolean isFolder(String address) {
    return !address.contains("://") && !address.matches("(?i).*\\.(?:whl|zip|gz|bz2|xz)");
  }
}
