package dev.hermetic.pypi.lock;

import dev.hermetic.problem.Location;
import dev.hermetic.pypi.names.CondaNames;
import dev.hermetic.pypi.version.SpecifierSet;
import java.util.Collection;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * That conda should bring another version of a package than it does, for the sake of pip packages.
 *
 * @param packageName the conda package's
 * @param versions the versions that would do, as the channels write them
 * @param text the package and what is asked of it, as it is asked ({@code numpy <2})
 * @param location the user's line that leads to it
 */
public record CondaWish(
    String packageName, SortedSet<String> versions, String text, Location location) {
  public CondaWish {
    versions = Collections.unmodifiableSortedSet(new TreeSet<>(versions));
  }

  /** For those of some versions that meet a limit, which may be none. */
  public static CondaWish of(
      String packageName, Collection<String> versions, SpecifierSet limit, Location location) {
    SortedSet<String> allowed = new TreeSet<>();
    for (String text : versions) {
      if (CondaNames.version(text).filter(one -> limit.contains(one, true)).isPresent()) {
        allowed.add(text);
      }
    }
    return new CondaWish(packageName, allowed, packageName + " " + limit, location);
  }
}
