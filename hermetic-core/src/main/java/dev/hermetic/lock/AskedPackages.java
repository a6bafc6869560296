package dev.hermetic.lock;

import dev.hermetic.environment.NearName;
import dev.hermetic.lockfile.LockedPackage;
import dev.hermetic.lockfile.LockedPackage.Manager;
import dev.hermetic.lockfile.Lockfile;
import dev.hermetic.match.InvalidMatchSpecException;
import dev.hermetic.match.MatchSpec;
import dev.hermetic.platform.Platform;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.Location;
import dev.hermetic.problem.Problem;
import dev.hermetic.solve.RootSpec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reads which packages an update is to move. */
final class AskedPackages {
  static final String PROPERTY = "hermetic.packages";

  private AskedPackages() {}

  /**
   * What is asked of each platform: a name only where it is locked or asked for.
   *
   * @throws HermeticException with a problem for each text that is no spec, or whose name is neither
   *     locked nor asked for on any platform
   */
  static SortedMap<Platform, List<RootSpec>> read(
      Collection<String> texts, LockInputs inputs, Lockfile lock) {
    SortedMap<Platform, TreeSet<String>> known = names(inputs, lock);
    TreeSet<String> all = new TreeSet<>();
    known.values().forEach(all::addAll);
    SortedMap<Platform, List<RootSpec>> asked = new TreeMap<>();
    List<Problem> problems = new ArrayList<>();
    for (String text : texts) {
      try {
        MatchSpec spec = MatchSpec.parse(text);
        if (!spec.hasExactName() || spec.when().isPresent() || !spec.extras().isEmpty()) {
          problems.add(LockProblems.noPackage(text, "it must name one package"));
        } else if (!all.contains(spec.name())) {
          problems.add(LockProblems.unknownPackage(spec.name(), NearName.of(spec.name(), all)));
        } else {
          known.forEach(
              (platform, names) -> {
                if (names.contains(spec.name())) {
                  asked
                      .computeIfAbsent(platform, p -> new ArrayList<>())
                      .add(new RootSpec(spec, text, Location.of(PROPERTY)));
                }
              });
        }
      } catch (InvalidMatchSpecException e) {
        problems.add(LockProblems.noPackage(text, e.getMessage()));
      }
    }
    if (!problems.isEmpty()) {
      throw new HermeticException(problems);
    }
    return asked;
  }

  private static SortedMap<Platform, TreeSet<String>> names(LockInputs inputs, Lockfile lock) {
    SortedMap<Platform, TreeSet<String>> names = new TreeMap<>();
    inputs.environment()
        .requests()
        .forEach(
            (platform, request) -> {
              TreeSet<String> of = new TreeSet<>();
              request.conda().forEach(requirement -> of.add(requirement.spec().name()));
              names.put(platform, of);
            });
    for (LockedPackage locked : lock.packages()) {
      if (locked.manager() == Manager.CONDA && names.containsKey(locked.platform())) {
        names.get(locked.platform()).add(locked.name());
      }
    }
    return names;
  }
}
