package dev.hermetic.pypi.resolve;

import dev.hermetic.pypi.requirement.ProjectName;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * An answer.
 *
 * @param packages sorted by name, without what conda provides
 * @param used projects that conda provides and that somebody needs
 */
public record Resolution(List<Pinned> packages, SortedSet<ProjectName> used) {
  public Resolution {
    packages = List.copyOf(packages);
    used = Collections.unmodifiableSortedSet(new TreeSet<>(used));
  }
}
