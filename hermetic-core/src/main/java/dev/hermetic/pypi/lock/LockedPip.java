package dev.hermetic.pypi.lock;

import dev.hermetic.lockfile.LockedPackage;
import dev.hermetic.platform.Platform;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The entries of a lock, all of category {@code main} until categories are assigned.
 *
 * @param packages sorted by name; a platform without pip packages is not in it
 * @param names conda packages that meet a requirement under another name, and that name
 * @param versions of projects that were to be newer the versions that the target could take
 * @param mapping SHA-256 of the user's mapping, empty without one
 */
public record LockedPip(
    SortedMap<Platform, List<LockedPackage>> packages,
    SortedMap<String, String> names,
    SortedMap<Platform, SortedMap<String, List<String>>> versions,
    String mapping) {
  /** No pip packages. */
  public static final LockedPip NOTHING = new LockedPip(new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), "");

  public LockedPip {
    packages = Collections.unmodifiableSortedMap(new TreeMap<>(packages));
    names = Collections.unmodifiableSortedMap(new TreeMap<>(names));
    versions = Collections.unmodifiableSortedMap(new TreeMap<>(versions));
  }
}
