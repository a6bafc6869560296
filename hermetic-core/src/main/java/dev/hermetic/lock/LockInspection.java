package dev.hermetic.lock;

import java.util.List;

/**
 * A lock as it stands, beside the request.
 *
 * @param result what a lock goal would have found, whether or not the lock answers the request
 * @param reasons why the lock does not answer the request, in words; empty when it does
 */
public record LockInspection(LockResult result, List<String> reasons) {
  public LockInspection {
    reasons = List.copyOf(reasons);
  }

  /** Whether the lock answers the request. */
  public boolean isCurrent() {
    return reasons.isEmpty();
  }
}
