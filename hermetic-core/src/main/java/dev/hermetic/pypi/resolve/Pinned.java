package dev.hermetic.pypi.resolve;

import dev.hermetic.pypi.requirement.ProjectName;
import dev.hermetic.pypi.requirement.PypiRequirement;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A candidate that was chosen.
 *
 * @param extras those that are asked of it
 * @param needs what it and its extras need on the target, sorted by name; markers have been taken off
 */
public record Pinned(
    Candidate candidate, SortedSet<ProjectName> extras, List<PypiRequirement> needs) {
  public Pinned {
    extras = Collections.unmodifiableSortedSet(new TreeSet<>(extras));
    needs = List.copyOf(needs);
  }
}
