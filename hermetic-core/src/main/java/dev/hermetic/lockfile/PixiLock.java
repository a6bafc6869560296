package dev.hermetic.lockfile;

import dev.hermetic.lockfile.Lockfile.LockedChannel;
import dev.hermetic.platform.Platform;
import dev.hermetic.problem.Location;
import dev.hermetic.problem.Problem;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A whole pixi.lock. Immutable.
 *
 * @param file as problems name it
 * @param version of the format: 6 or 7
 * @param environments by name
 * @param warnings what was left out of account, and why
 */
public record PixiLock(
    String file, int version, SortedMap<String, Environment> environments, List<Problem> warnings) {
  /**
   * An environment.
   *
   * @param channels in priority order
   * @param indexes Python package indexes, in order
   * @param options what it was solved with where that is not pixi's default, for example {@code
   *     channel-priority}
   * @param targets by the name of the platform
   */
  public record Environment(
      String name,
      List<LockedChannel> channels,
      List<String> indexes,
      SortedMap<String, String> options,
      SortedMap<String, Target> targets,
      Location place) {
    public Environment {
      channels = List.copyOf(channels);
      indexes = List.copyOf(indexes);
      options = Collections.unmodifiableSortedMap(new TreeMap<>(options));
      targets = Collections.unmodifiableSortedMap(new TreeMap<>(targets));
    }
  }

  /**
   * An environment on one kind of machine.
   *
   * @param name the platform's own, or one that the user gave it (version 7)
   * @param virtualPackages as written, for example {@code __glibc=2.28}; empty for pixi's defaults
   * @param packages in the lock's order
   */
  public record Target(
      String name,
      Platform platform,
      List<String> virtualPackages,
      List<PixiPackage> packages,
      Location place) {
    public Target {
      virtualPackages = List.copyOf(virtualPackages);
      packages = List.copyOf(packages);
    }
  }

  public PixiLock {
    environments = Collections.unmodifiableSortedMap(new TreeMap<>(environments));
    warnings = List.copyOf(warnings);
  }
}
