package dev.hermetic.adopt;

import dev.hermetic.environment.Requirement;
import dev.hermetic.graph.LockGraph;
import dev.hermetic.lockfile.LockedPackage;
import dev.hermetic.lockfile.LockedPackage.Manager;
import dev.hermetic.platform.Platform;
import dev.hermetic.pypi.requirement.InvalidRequirementException;
import dev.hermetic.pypi.requirement.PypiRequirement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The environment files that a beginning becomes: one for each category of its lock, because a file
 * has one (conda-lock's key {@code category:}).
 */
final class EnvironmentFiles {
  /** The file of the category {@code main}. */
  static final String MAIN_FILE = "environment.yml";


  /** A platform of the lock, and what no other package of a category needs there. */
  private record Locked(LockGraph graph, SortedMap<String, List<LockedPackage>> roots) {}

  private final Beginning beginning;
  private final SortedMap<Platform, Locked> locked = new TreeMap<>();
  private final SortedSet<String> categories = new TreeSet<>();

  private EnvironmentFiles(Beginning beginning) {
    this.beginning = beginning;
    beginning
        .lock()
        .ifPresent(
            lock -> {
              for (Platform platform : lock.metadata().platforms()) {
                LockGraph graph = LockGraph.of(lock, platform, List.of());
                locked.put(platform, new Locked(graph, LockRoots.byCategory(graph)));
                categories.addAll(locked.get(platform).roots().keySet());
              }
            });
    categories.remove(Requirement.MAIN);
  }

  /**
   * Texts by file name, that of {@code main} first.
   *
   * @param from what the beginning was read from, as it is shown to users
   */
  static Map<String, String> of(Beginning beginning, String from) {
    return new EnvironmentFiles(beginning).texts(from);
  }

  private Map<String, String> texts(String from) {
    Map<String, String> texts = new LinkedHashMap<>();
    Beginning main = only(Requirement.MAIN);
    if (categories.isEmpty() || !main.isEmpty()) {
      texts.put(MAIN_FILE, EnvironmentText.of(main, from, Requirement.MAIN));
    }
    for (String category : categories) {
      Beginning part = only(category);
      if (!part.isEmpty()) {
        String name = "environment-" + category.replaceAll("[^A-Za-z0-9_-]", "-");
        while (texts.containsKey(name + ".yml")) {
          name += "-";
        }
        texts.put(name + ".yml", EnvironmentText.of(part, from, category));
      }
    }
    return texts;
  }

  private Beginning only(String category) {
    return beginning.with(
        only(beginning.conda(), Manager.CONDA, category),
        only(beginning.pip(), Manager.PIP, category));
  }

  private SortedMap<Platform, SortedMap<String, String>> only(
      SortedMap<Platform, SortedMap<String, String>> specs, Manager manager, String category) {
    SortedMap<Platform, SortedMap<String, String>> some = new TreeMap<>();
    specs.forEach(
        (platform, all) -> {
          SortedMap<String, String> of = new TreeMap<>(all);
          of.keySet().removeIf(name -> !belongs(locked.get(platform), manager, name, category));
          some.put(platform, of);
        });
    return some;
  }

  /** What others of each of its categories need may have been asked for in any: in the first. */
  private static boolean belongs(
      @Nullable Locked on, Manager manager, String name, String category) {
    LockedPackage found =
        on == null
            ? null
            : on.graph()
                .find(manager, manager == Manager.PIP ? project(name) : name)
                .orElse(null);
    if (on == null || found == null) {
      return category.equals(Requirement.MAIN);
    }
    SortedSet<String> own = LockRoots.categories(on.graph(), found);
    List<String> roots =
        own.stream().filter(one -> on.roots().get(one).contains(found)).toList();
    return roots.isEmpty() ? category.equals(own.first()) : roots.contains(category);
  }

  /** The lines of one of our own locks are whole requirements; options name no project. */
  private static String project(String line) {
    try {
      return PypiRequirement.parse(line).name().normalised();
    } catch (InvalidRequirementException e) {
      return line;
    }
  }
}
