package dev.hermetic.lock;

import java.util.List;

/**
 * Which packages of a lock are to be newer.
 *
 * @param lock the lock and its request; the mode is not looked at
 * @param packages names, each with an optional version constraint that holds for this update only
 *     ({@code numpy>=1.26}), the most important first; empty for everything
 * @param dryRun whether to write nothing
 */
public record UpdateRequest(LockRequest lock, List<String> packages, boolean dryRun) {
  public UpdateRequest {
    packages = List.copyOf(packages);
  }
}
