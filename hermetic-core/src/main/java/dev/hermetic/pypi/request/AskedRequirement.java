package dev.hermetic.pypi.request;

import dev.hermetic.problem.Location;
import dev.hermetic.pypi.requirement.PypiRequirement;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A requirement and where it was written.
 *
 * @param hashes {@code algorithm:hex} in lower case, of which a file has to have one; empty where
 *     any will do
 * @param category {@code main} unless the environment says otherwise
 */
public record AskedRequirement(
    PypiRequirement requirement, SortedSet<String> hashes, String category, Location location) {
  public AskedRequirement {
    hashes = Collections.unmodifiableSortedSet(new TreeSet<>(hashes));
  }
}
