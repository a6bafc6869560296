package dev.hermetic.adopt;

import dev.hermetic.environment.Requirement;
import dev.hermetic.graph.LockGraph;
import dev.hermetic.lockfile.LockedPackage;
import dev.hermetic.lockfile.LockedPackage.Manager;
import dev.hermetic.lockfile.Lockfile;
import dev.hermetic.match.InvalidMatchSpecException;
import dev.hermetic.match.MatchSpec;
import dev.hermetic.platform.Platform;
import dev.hermetic.version.InvalidVersionException;
import dev.hermetic.version.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What may have been asked for where only the answer is left: the packages that no other one needs
 * in a category, and Python, which everything needs. The specs hold the first two parts of the version, so the
 * answer meets them, and fixes within a release may come in.
 */
final class LockRoots {
  /** What a reader of the environment file should know of it. */
  static final String REMARK =
      "the packages that no other one needs. Correct it where you asked for something else";

  private static final String PYTHON = "python";

  private LockRoots() {}

  /** Specs by name, of one platform and one manager. */
  static SortedMap<String, String> of(Lockfile lock, Platform platform, Manager manager) {
    LockGraph graph = LockGraph.of(lock, platform, List.of());
    SortedMap<String, String> specs = new TreeMap<>();
    for (List<LockedPackage> roots : byCategory(graph).values()) {
      for (LockedPackage root : roots) {
        if (root.manager() == manager) {
          specs.put(
              root.name(),
              manager == Manager.PIP ? root.name() + "==" + root.version() : spec(root));
        }
      }
    }
    graph
        .find(Manager.CONDA, PYTHON)
        .filter(python -> manager == Manager.CONDA)
        .ifPresent(python -> specs.put(PYTHON, spec(python)));
    return specs;
  }

  /** By category the packages that no other one of that category needs. */
  static SortedMap<String, List<LockedPackage>> byCategory(LockGraph graph) {
    SortedMap<String, List<LockedPackage>> members = new TreeMap<>();
    for (LockedPackage one : graph.packages()) {
      for (String category : categories(graph, one)) {
        members.computeIfAbsent(category, key -> new ArrayList<>()).add(one);
      }
    }
    members.replaceAll((category, packages) -> graph.heads(packages));
    return members;
  }

  /** What is in main is there wherever the other categories are. */
  static SortedSet<String> categories(LockGraph graph, LockedPackage locked) {
    SortedSet<String> all = new TreeSet<>();
    graph.entries(locked).forEach(entry -> all.add(entry.category()));
    return all.contains(Requirement.MAIN) ? new TreeSet<>(List.of(Requirement.MAIN)) : all;
  }

  /** A spec that the package meets. */
  static String spec(LockedPackage locked) {
    String[] parts = locked.version().split("\\.", 3);
    String release = parts.length < 2 ? parts[0] : parts[0] + "." + parts[1];
    for (String text : List.of(locked.name() + "=" + release, locked.name() + "==" + locked.version())) {
      if (meets(locked, text)) {
        return text;
      }
    }
    return locked.name();
  }

  /** Whether the text is a spec for the package's name that its version meets. */
  static boolean meets(LockedPackage locked, String text) {
    try {
      MatchSpec spec = MatchSpec.parse(text);
      Version version = Version.parse(locked.version());
      return spec.name().equals(locked.name())
          && spec.version().map(of -> of.matches(version)).orElse(true);
    } catch (InvalidMatchSpecException | InvalidVersionException e) {
      return false;
    }
  }
}
