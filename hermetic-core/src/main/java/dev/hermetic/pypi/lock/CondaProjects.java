package dev.hermetic.pypi.lock;

import dev.hermetic.pypi.names.CondaNames;
import dev.hermetic.pypi.requirement.ProjectName;
import dev.hermetic.pypi.resolve.Provided;
import dev.hermetic.pypi.version.PypiVersion;
import dev.hermetic.record.DependencyNames;
import dev.hermetic.record.PackageRecord;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** The projects of PyPI that conda packages bring, so that pip packages must not bring them again. */
final class CondaProjects {
  private CondaProjects() {}

  /**
   * What the packages of one platform bring. Where several stand for one project, as {@code dask} and
   * {@code dask-core}, the one of the project's own name counts, else the first by name.
   */
  static SortedMap<ProjectName, Provided> of(List<PackageRecord> records, CondaNames names) {
    SortedMap<ProjectName, Provided> provided = new TreeMap<>();
    List<PackageRecord> sorted =
        records.stream().sorted(Comparator.comparing(PackageRecord::name)).toList();
    for (PackageRecord record : sorted) {
      Optional<ProjectName> project = names.project(record.name(), needs(record));
      Optional<PypiVersion> version = CondaNames.version(record.version());
      if (project.isPresent() && version.isPresent()) {
        Provided one = new Provided(version.get(), record.name());
        if (hasOwnName(record.name(), project.get())) {
          provided.put(project.get(), one);
        } else {
          provided.putIfAbsent(project.get(), one);
        }
      }
    }
    return provided;
  }

  static boolean hasOwnName(String conda, ProjectName project) {
    return ProjectName.normalise(conda).equals(project.normalised());
  }

  private static Set<String> needs(PackageRecord record) {
    Set<String> names = new TreeSet<>(DependencyNames.of(record.depends()));
    if ("python".equals(record.noarch())) {
      names.add("python");
    }
    return names;
  }
}
