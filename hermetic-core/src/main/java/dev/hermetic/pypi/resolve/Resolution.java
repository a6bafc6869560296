package dev.hermetic.pypi.resolve;

import dev.hermetic.pypi.requirement.ProjectName;
import dev.hermetic.pypi.version.PypiVersion;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An answer.
 *
 * @param packages sorted by name, without what conda provides
 * @param used projects that conda provides and that somebody needs, each with its version
 */
public record Resolution(List<Pinned> packages, SortedMap<ProjectName, PypiVersion> used) {
  public Resolution {
    packages = List.copyOf(packages);
    used = Collections.unmodifiableSortedMap(new TreeMap<>(used));
  }
}
