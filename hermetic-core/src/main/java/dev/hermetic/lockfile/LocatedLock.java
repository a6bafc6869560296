package dev.hermetic.lockfile;

import dev.hermetic.problem.Problem;
import java.util.List;

/**
 * A lock that was read, with the places of its parts.
 *
 * @param problems what is wrong with single values, keys or packages of it; the lock holds
 *     everything else, and of packages that are there twice the first
 */
public record LocatedLock(Lockfile lockfile, LockLocations locations, List<Problem> problems) {
  public LocatedLock {
    problems = List.copyOf(problems);
  }
}
