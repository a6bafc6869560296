package dev.hermetic.platform;

import java.util.List;

/** The subdirs that conda channels have (CEP-26), without {@code noarch}. */
public final class KnownPlatforms {
  private static final List<String> SUBDIRS =
      List.of(
          "emscripten-wasm32",
          "freebsd-64",
          "linux-32",
          "linux-64",
          "linux-aarch64",
          "linux-armv6l",
          "linux-armv7l",
          "linux-ppc64",
          "linux-ppc64le",
          "linux-riscv64",
          "linux-s390x",
          "osx-64",
          "osx-arm64",
          "wasi-wasm32",
          "win-32",
          "win-64",
          "win-arm64",
          "zos-z");

  private KnownPlatforms() {}

  /** Sorted by name. */
  public static List<String> subdirs() {
    return SUBDIRS;
  }

  /** Whether the text names a platform that a channel may have. */
  public static boolean contains(String subdir) {
    return SUBDIRS.contains(subdir);
  }
}
