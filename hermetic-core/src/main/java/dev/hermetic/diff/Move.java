package dev.hermetic.diff;

import dev.hermetic.lockfile.LockedPackage.Manager;
import dev.hermetic.lockfile.ProjectVersion;
import dev.hermetic.version.InvalidVersionException;
import dev.hermetic.version.Version;
import java.util.Optional;
import java.util.function.Function;

/**
 * What became of a package on one platform.
 *
 * @param from empty when it was added
 * @param to empty when it was removed
 */
public record Move(Optional<Pinned> from, Optional<Pinned> to) {
  /** Whether both sides have the package, from different channels. */
  public boolean changesChannel() {
    return both() && !before().channel().equals(after().channel());
  }

  /** Whether the licence of both sides is known and not the same. */
  public boolean changesLicense() {
    return both()
        && before().license().isPresent()
        && after().license().isPresent()
        && !before().license().equals(after().license());
  }

  /** Whether a file of the same name, from the same channel, has other bytes. */
  public boolean changesBytesOnly() {
    return both()
        && !changesChannel()
        && before().fileName().equals(after().fileName())
        && !before().sameBytes(after());
  }

  /**
   * Empty when nothing changed that a lock says.
   *
   * @param manager who installs the package
   */
  Optional<Change.Kind> kind(Manager manager) {
    if (from.isEmpty() || to.isEmpty()) {
      return Optional.of(to.isPresent() ? Change.Kind.ADDED : Change.Kind.REMOVED);
    }
    if (!before().version().equals(after().version())) {
      return Optional.of(direction(manager));
    }
    if (!before().build().equals(after().build())) {
      return Optional.of(Change.Kind.REBUILT);
    }
    if (changesChannel()) {
      return Optional.of(Change.Kind.CHANNEL);
    }
    if (!before().sameBytes(after())) {
      return Optional.of(Change.Kind.FILE);
    }
    if (changesLicense()) {
      return Optional.of(Change.Kind.LICENSE);
    }
    if (!before().categories().equals(after().categories())) {
      return Optional.of(Change.Kind.CATEGORY);
    }
    return before().dependencies().equals(after().dependencies())
        ? Optional.empty()
        : Optional.of(Change.Kind.DEPENDENCIES);
  }

  /** By the order of those who gave the versions; old channels and pip have some that are none. */
  private Change.Kind direction(Manager manager) {
    int order =
        manager == Manager.CONDA
            ? order(Move::condaVersion)
            : order(version -> ProjectVersion.of(manager, version));
    if (order == 0) {
      return Change.Kind.VERSION;
    }
    return order > 0 ? Change.Kind.UP : Change.Kind.DOWN;
  }

  private <T extends Comparable<T>> int order(Function<String, Optional<T>> parse) {
    Optional<T> old = parse.apply(before().version());
    Optional<T> now = parse.apply(after().version());
    return old.isPresent() && now.isPresent() ? now.get().compareTo(old.get()) : 0;
  }

  private static Optional<Version> condaVersion(String text) {
    try {
      return Optional.of(Version.parse(text));
    } catch (InvalidVersionException e) {
      return Optional.empty();
    }
  }

  private boolean both() {
    return from.isPresent() && to.isPresent();
  }

  /** What it was; only for what was there. */
  Pinned before() {
    return from.orElseThrow();
  }

  /** What it is; only for what is there. */
  Pinned after() {
    return to.orElseThrow();
  }
}
