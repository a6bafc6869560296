package dev.hermetic.lock;

import dev.hermetic.channel.ChannelResolver;
import dev.hermetic.check.CheckRequest;
import dev.hermetic.check.CheckResult;
import dev.hermetic.check.LockCheck;
import dev.hermetic.lockfile.ContentHash;
import dev.hermetic.lockfile.LocatedLock;
import dev.hermetic.lockfile.Lockfile;
import dev.hermetic.platform.Platform;
import dev.hermetic.problem.HermeticException;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Asks {@link LockCheck} whether a lock answers a request: a lock is stale when it does not. */
final class LockChecks {
  private final LockInputs inputs;
  private final ChannelResolver resolver;

  LockChecks(LockInputs inputs, ChannelResolver resolver) {
    this.inputs = inputs;
    this.resolver = resolver;
  }

  /**
   * Checks the lock.
   *
   * @throws HermeticException when a channel is none or may not be used
   */
  CheckResult check(LocatedLock lock) {
    LockRequest request = inputs.request();
    SortedMap<Platform, ContentHash.Input> contents = new TreeMap<>();
    inputs.environment().platforms().forEach(p -> contents.put(p, inputs.hashInput(p)));
    return LockCheck.check(
        new CheckRequest(
            inputs.environment(),
            inputs.lockedChannels(),
            resolver,
            inputs.virtualPackages(),
            inputs.custom(),
            inputs.unusual(),
            contents,
            inputs.pip(),
            request.pip() == LockRequest.PipMode.IGNORE,
            request.explicitLockfiles(),
            request.lockfile(),
            ShownPaths.relative(request.directory(), request.lockfile())),
        lock);
  }

  /** Why the lock does not answer, each with its place; empty when it does. */
  List<String> reasons(LocatedLock lock) {
    return check(lock).problems().stream().map(one -> one.subject() + ": " + one.fact()).toList();
  }

  /** The lock as far as it is known to be whole. */
  static Lockfile whole(LocatedLock lock) {
    if (!lock.problems().isEmpty()) {
      throw new HermeticException(lock.problems());
    }
    return lock.lockfile();
  }
}
