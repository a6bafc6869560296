package dev.hermetic.pypi.tag;

import dev.hermetic.platform.Platform;
import dev.hermetic.pypi.version.PypiVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The platform tags that fit a machine with Linux or macOS, best first. */
final class UnixPlatforms {
  /** Versions of a C library or system beyond this are none that anyone has. */
  private static final int MAX_NUMBER = 1000;

  /** The last version of Mac OS X 10 whose tags later systems take. */
  private static final int LAST_MINOR_OF_10 = 16;

  /** 64-bit Intel programs begin with Mac OS X 10.4. */
  private static final int FIRST_INTEL_MINOR = 4;

  private UnixPlatforms() {}

  /** As {@code uname -m} has it there. */
  static String machine(Platform platform) {
    return switch (platform.arch()) {
      case "64" -> "x86_64";
      case "32" -> "i686";
      default -> platform.arch();
    };
  }

  /**
   * {@code manylinux} down from the version of glibc (PEP 600, with the names of PEP 513, 571 and
   * 599), {@code musllinux} down from that of musl (PEP 656), and {@code linux_MACHINE}.
   */
  static List<String> linux(WheelTarget target) {
    String machine = machine(target.platform());
    List<String> tags = new ArrayList<>();
    boolean intel = machine.equals("x86_64") || machine.equals("i686");
    int oldest = intel ? 5 : 17;
    int glibc = minor(target.virtualVersion("__glibc"), "2");
    for (int minor = glibc; minor >= oldest; minor--) {
      tags.add("manylinux_2_" + minor + "_" + machine);
      String old = oldName(minor);
      if (!old.isEmpty()) {
        tags.add(old + "_" + machine);
      }
    }
    for (int minor = minor(target.virtualVersion("__musl"), "1"); minor >= 0; minor--) {
      tags.add("musllinux_1_" + minor + "_" + machine);
    }
    tags.add("linux_" + machine);
    return tags;
  }

  private static String oldName(int minor) {
    return switch (minor) {
      case 17 -> "manylinux2014";
      case 12 -> "manylinux2010";
      case 5 -> "manylinux1";
      default -> "";
    };
  }

  /** The second number of a version that begins with the major one; -1 where it does not. */
  private static int minor(Optional<PypiVersion> version, String major) {
    return version
        .filter(one -> one.release().get(0).equals(major))
        .map(one -> number(one.release().size() > 1 ? one.release().get(1) : "0"))
        .orElse(-1);
  }

  private static int number(String digits) {
    return digits.length() > 4 ? MAX_NUMBER : Math.min(MAX_NUMBER, Integer.parseInt(digits));
  }

  /**
   * Down from the version of the system: each major version since 11, each minor one of 10 before
   * it; with the formats that hold code for several machines.
   */
  static List<String> macos(WheelTarget target) {
    Optional<PypiVersion> system = target.virtualVersion("__osx");
    if (system.isEmpty()) {
      return List.of();
    }
    String machine = machine(target.platform());
    boolean intel = machine.equals("x86_64");
    List<String> tags = new ArrayList<>();
    int major = number(system.get().release().get(0));
    for (int i = major; i >= 11; i--) {
      add(tags, i + "_0", intel ? intelFormats() : List.of(machine, "universal2"));
    }
    int last = major >= 11 ? LAST_MINOR_OF_10 : minor(system, "10");
    for (int i = last; i >= FIRST_INTEL_MINOR; i--) {
      // Apple's own processors came with 11, but universal2 wheels may name an older system.
      add(tags, "10_" + i, intel ? intelFormats() : List.of("universal2"));
    }
    return tags;
  }

  private static List<String> intelFormats() {
    return List.of("x86_64", "intel", "fat64", "fat32", "universal2", "universal");
  }

  private static void add(List<String> tags, String version, List<String> formats) {
    formats.forEach(format -> tags.add("macosx_" + version + "_" + format));
  }
}
