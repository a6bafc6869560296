package dev.hermetic.environment;

import dev.hermetic.platform.Platform;
import dev.hermetic.platform.VirtualPackages;
import dev.hermetic.problem.Problem;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The virtual packages of every platform asked for.
 *
 * @param warnings what was ignored, and why
 */
public record VirtualPackageResult(
    SortedMap<Platform, VirtualPackages> platforms, List<Problem> warnings) {
  public VirtualPackageResult {
    platforms = Collections.unmodifiableSortedMap(new TreeMap<>(platforms));
    warnings = List.copyOf(warnings);
  }
}
