package dev.hermetic.environment;

import dev.hermetic.platform.Platform;

/** The word of conda-lock's line selectors that means one platform: {@code # [linux64]}. */
public final class LineSelector {
  private LineSelector() {}

  /** The word that is true for this platform alone, as far as conda-lock has one. */
  public static String of(Platform platform) {
    return platform.arch().equals("64") ? platform.os() + "64" : platform.arch();
  }
}
