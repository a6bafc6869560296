package dev.hermetic.scan;

import java.util.Locale;

/** Where a package comes from. */
public enum Origin {
  /** A conda package of the lock. */
  CONDA,
  /** A pip package of the lock. */
  PIP,
  /** A package of Debian or Ubuntu in the base image. */
  DEB,
  /** A package of Alpine or Wolfi in the base image. */
  APK,
  /** A dependency of the Maven project. */
  MAVEN;

  /** In lower case, as files have it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether a change of the lock changes it. */
  public boolean isLocked() {
    return this == CONDA || this == PIP;
  }
}
