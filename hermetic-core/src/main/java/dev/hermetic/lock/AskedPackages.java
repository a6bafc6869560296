package dev.hermetic.lock;

import dev.hermetic.environment.NearName;
import dev.hermetic.graph.LockGraph;
import dev.hermetic.lockfile.LockedPackage;
import dev.hermetic.lockfile.LockedPackage.Manager;
import dev.hermetic.lockfile.Lockfile;
import dev.hermetic.match.InvalidMatchSpecException;
import dev.hermetic.match.MatchSpec;
import dev.hermetic.platform.Platform;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.Location;
import dev.hermetic.problem.Problem;
import dev.hermetic.pypi.requirement.ProjectName;
import dev.hermetic.pypi.requirement.PypiRequirement;
import dev.hermetic.pypi.resolve.Root;
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
   * What is to be newer.
   *
   * @param conda per platform, in order of importance
   * @param pip per platform
   */
  record Asked(SortedMap<Platform, List<RootSpec>> conda, SortedMap<Platform, List<Root>> pip) {
    static final Asked NOTHING = new Asked(new TreeMap<>(), new TreeMap<>());

    boolean isNothing() {
      return conda.isEmpty() && pip.isEmpty();
    }
  }

  /**
   * What is asked of each platform: a name only where it is locked or asked for. A name that conda
   * does not know there is one of PyPI; where a conda package is that project, it is to move.
   *
   * @throws HermeticException with a problem for each text that is no spec, or whose name is neither
   *     locked nor asked for on any platform, {@link Problem.Kind#ABSENT} where that is so of all
   */
  static Asked read(
      Collection<String> texts, LockInputs inputs, Lockfile lock) {
    SortedMap<Platform, TreeSet<String>> known = names(inputs, lock);
    TreeSet<String> all = new TreeSet<>();
    known.values().forEach(all::addAll);
    SortedMap<Platform, TreeSet<String>> pipNames = pipNames(inputs, lock);
    SortedMap<Platform, SortedMap<String, String>> provided = provided(inputs, lock);
    SortedMap<Platform, List<RootSpec>> asked = new TreeMap<>();
    SortedMap<Platform, List<Root>> pip = new TreeMap<>();
    List<Problem> problems = new ArrayList<>();
    List<String> unknown = new ArrayList<>();
    for (String text : texts) {
      if (isPip(text, all, pipNames, provided)) {
        try {
          PypiRequirement requirement = PypiRequirement.parse(text, Location.of(PROPERTY));
          String project = requirement.name().normalised();
          provided.forEach(
              (platform, names) -> {
                if (names.containsKey(project)) {
                  MatchSpec spec = MatchSpec.parse(names.get(project) + requirement.specifiers());
                  asked
                      .computeIfAbsent(platform, p -> new ArrayList<>())
                      .add(new RootSpec(spec, spec.toString(), Location.of(PROPERTY)));
                }
              });
          pipNames.forEach(
              (platform, names) -> {
                boolean conda =
                    provided.getOrDefault(platform, new TreeMap<>()).containsKey(project);
                if (!conda && names.contains(requirement.name().normalised())) {
                  pip.computeIfAbsent(platform, p -> new ArrayList<>())
                      .add(new Root(requirement, Location.of(PROPERTY)));
                }
              });
        } catch (HermeticException e) {
          problems.addAll(e.problems());
        } catch (InvalidMatchSpecException e) {
          problems.add(LockProblems.noPackage(text, e.getMessage()));
        }
        continue;
      }
      try {
        MatchSpec spec = MatchSpec.parse(text);
        if (!spec.hasExactName() || spec.when().isPresent() || !spec.extras().isEmpty()) {
          problems.add(LockProblems.noPackage(text, "it must name one package"));
        } else if (!all.contains(spec.name())) {
          unknown.add(spec.name());
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
    boolean others = unknown.size() < texts.size();
    for (String name : unknown) {
      problems.add(LockProblems.unknownPackage(name, NearName.of(name, all), others));
    }
    if (!problems.isEmpty()) {
      throw new HermeticException(problems);
    }
    return new Asked(asked, pip);
  }

  private static boolean isPip(
      String text,
      TreeSet<String> conda,
      SortedMap<Platform, TreeSet<String>> pip,
      SortedMap<Platform, SortedMap<String, String>> provided) {
    String name = text.strip().split("[^A-Za-z0-9._-]", 2)[0];
    String normalised = ProjectName.normalise(name);
    return !conda.contains(name)
        && (pip.values().stream().anyMatch(names -> names.contains(normalised))
            || provided.values().stream().anyMatch(names -> names.containsKey(normalised)));
  }

  /** The conda packages that are projects of PyPI, by the name of the project. */
  private static SortedMap<Platform, SortedMap<String, String>> provided(
      LockInputs inputs, Lockfile lock) {
    SortedMap<Platform, SortedMap<String, String>> provided = new TreeMap<>();
    for (Platform platform : inputs.environment().platforms()) {
      SortedMap<String, String> names = new TreeMap<>();
      LockGraph.of(lock, platform, List.of())
          .provided()
          .forEach((project, by) -> names.put(project.normalised(), by.name()));
      provided.put(platform, names);
    }
    return provided;
  }

  private static SortedMap<Platform, TreeSet<String>> pipNames(LockInputs inputs, Lockfile lock) {
    SortedMap<Platform, TreeSet<String>> names = new TreeMap<>();
    inputs
        .pip()
        .forEach(
            (platform, request) -> {
              TreeSet<String> of = new TreeSet<>();
              request.requirements().forEach(one -> of.add(one.requirement().name().normalised()));
              names.put(platform, of);
            });
    for (LockedPackage locked : lock.packages()) {
      if (locked.manager() == Manager.PIP && names.containsKey(locked.platform())) {
        names.get(locked.platform()).add(ProjectName.normalise(locked.name()));
      }
    }
    return names;
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
