package dev.hermetic.image;

import dev.hermetic.activate.Activation.LeftScript;
import dev.hermetic.base.BaseImage;
import dev.hermetic.base.BaseNeeds;
import dev.hermetic.base.PackagedLibc;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the rest of an image has to know of its environment.
 *
 * @param digest of the whole prefix, 64 hex digits
 * @param glibc what packages ask of glibc: package to constraint
 * @param libc the C library that is locked for an image without a base; null for none, and where
 *     the base has one
 * @param driver version of CUDA that the drivers of the lock's machines have; null where no package
 *     needs a driver, or the lock does not say
 * @param cuda version of CUDA that is locked, major and minor; empty for none
 * @param hasPython whether it has {@code bin/python}
 * @param scripts of the activation that only a shell can run, and that nobody allows to be left out
 * @param packages with their sizes and layers
 * @param removed by kind what is left out
 * @param heldBack what would be left out and stays, with the reason
 */
record EnvironmentFacts(
    String digest,
    SortedMap<String, String> glibc,
    @Nullable PackagedLibc libc,
    @Nullable String driver,
    String cuda,
    boolean hasPython,
    List<LeftScript> scripts,
    List<ImageFacts.Package> packages,
    SortedMap<String, ImageFacts.Amount> removed,
    SortedMap<String, String> heldBack) {
  EnvironmentFacts {
    glibc = Collections.unmodifiableSortedMap(new TreeMap<>(glibc));
    scripts = List.copyOf(scripts);
    packages = List.copyOf(packages);
    removed = Collections.unmodifiableSortedMap(new TreeMap<>(removed));
    heldBack = Collections.unmodifiableSortedMap(new TreeMap<>(heldBack));
  }

  /** What is below the environment: the base, with the C library that is locked where it is one. */
  BaseImage upon(BaseImage base) {
    return libc == null ? base : base.with(libc);
  }

  /**
   * What has to be true of the base.
   *
   * @param paths folders that the image has
   */
  BaseNeeds needs(List<String> paths) {
    return new BaseNeeds(glibc, driver, paths);
  }
}
