package dev.hermetic.match;

import dev.hermetic.platform.Platform;

/** Tells the subdir at the end of a channel from the last part of the channel's own name. */
final class KnownSubdirs {
  private KnownSubdirs() {}

  static boolean contains(String text) {
    if (text.equals(Platform.NOARCH)) {
      return true;
    }
    int dash = text.indexOf('-');
    return dash > 0 && isOs(text.substring(0, dash)) && isArch(text.substring(dash + 1));
  }

  private static boolean isOs(String os) {
    return switch (os) {
      case "linux", "osx", "win", "freebsd", "zos", "emscripten", "wasi" -> true;
      default -> false;
    };
  }

  private static boolean isArch(String arch) {
    return switch (arch) {
      case "32", "64", "aarch64", "arm64", "armv6l", "armv7l", "loongarch64", "ppc64", "ppc64le",
          "riscv32", "riscv64", "s390x", "z", "wasm32" ->
          true;
      default -> false;
    };
  }
}
