package dev.hermetic.maven;

import dev.hermetic.platform.Platform;

/** The Linux that containers run on this machine. */
final class Linux {
  private Linux() {}

  /** Of the same kind of processor. */
  static Platform of(Platform host) {
    String subdir = host.subdir();
    if (subdir.startsWith("linux-")) {
      return host;
    }
    return subdir.endsWith("-arm64") ? new Platform("linux-aarch64") : Platform.LINUX_64;
  }
}
