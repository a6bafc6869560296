package dev.hermetic.graph;

import dev.hermetic.lockfile.LockedPackage;
import dev.hermetic.pypi.names.CondaNames;
import dev.hermetic.pypi.requirement.ProjectName;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Packages as projects of PyPI.
 *
 * @param provided the conda packages that are one
 * @param normalised what pip would find, by the normalised name
 */
record Projects(
    SortedMap<ProjectName, LockedPackage> provided, Map<String, LockedPackage> normalised) {

  /** Of several conda packages that are one project, that of its own name counts, else the first. */
  static Projects of(List<LockedPackage> conda, List<LockedPackage> pip, CondaNames names) {
    SortedMap<ProjectName, LockedPackage> provided = new TreeMap<>();
    Map<String, LockedPackage> normalised = new HashMap<>();
    for (LockedPackage locked : pip) {
      normalised.put(ProjectName.normalise(locked.name()), locked);
    }
    for (LockedPackage locked : conda) {
      ProjectName project =
          names.project(locked.name(), locked.dependencies().keySet()).orElse(null);
      if (project != null) {
        boolean own = ProjectName.normalise(locked.name()).equals(project.normalised());
        if (own || !provided.containsKey(project)) {
          provided.put(project, locked);
        }
      }
    }
    provided.forEach((project, locked) -> normalised.putIfAbsent(project.normalised(), locked));
    return new Projects(Collections.unmodifiableSortedMap(provided), normalised);
  }
}
