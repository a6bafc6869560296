package dev.hermetic.pypi.tag;

import dev.hermetic.platform.Platform;
import dev.hermetic.pypi.requirement.MarkerEnvironment;
import dev.hermetic.pypi.requirement.MarkerVariable;
import dev.hermetic.pypi.version.PypiVersion;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The values of environment markers (PEP 508) as CPython gives them on a machine that need not be
 * there. {@code platform_release} and {@code platform_version} are those of one machine and of its
 * day, so they stay empty.
 */
final class TargetMarkers {
  private TargetMarkers() {}

  static MarkerEnvironment of(WheelTarget target) {
    Map<MarkerVariable, String> values = new EnumMap<>(MarkerVariable.class);
    Platform platform = target.platform();
    values.put(MarkerVariable.OS_NAME, platform.isWindows() ? "nt" : "posix");
    values.put(MarkerVariable.SYS_PLATFORM, sysPlatform(platform));
    values.put(MarkerVariable.PLATFORM_SYSTEM, system(platform));
    values.put(MarkerVariable.PLATFORM_MACHINE, machine(platform));
    String full = fullVersion(target.python());
    values.put(MarkerVariable.PYTHON_VERSION, target.pythonMinor());
    values.put(MarkerVariable.PYTHON_FULL_VERSION, full);
    values.put(MarkerVariable.IMPLEMENTATION_VERSION, full);
    values.put(MarkerVariable.IMPLEMENTATION_NAME, "cpython");
    values.put(MarkerVariable.PLATFORM_PYTHON_IMPLEMENTATION, "CPython");
    return new MarkerEnvironment(values);
  }

  private static String sysPlatform(Platform platform) {
    return switch (platform.os()) {
      case "osx" -> "darwin";
      case "win" -> "win32";
      default -> platform.os();
    };
  }

  private static String system(Platform platform) {
    return switch (platform.os()) {
      case "linux" -> "Linux";
      case "osx" -> "Darwin";
      case "win" -> "Windows";
      case "freebsd" -> "FreeBSD";
      case "emscripten" -> "Emscripten";
      default -> platform.os();
    };
  }

  private static String machine(Platform platform) {
    if (platform.isWindows()) {
      return switch (platform.arch()) {
        case "64" -> "AMD64";
        case "32" -> "x86";
        default -> "ARM64";
      };
    }
    return switch (platform.os()) {
      case "linux", "osx" -> UnixPlatforms.machine(platform);
      case "freebsd" -> platform.arch().equals("64") ? "amd64" : platform.arch();
      default -> platform.arch();
    };
  }

  /** With three numbers at least, as {@code platform.python_version()} has it. */
  private static String fullVersion(PypiVersion python) {
    List<String> release = new ArrayList<>(python.release());
    while (release.size() < 3) {
      release.add("0");
    }
    // Development builds call themselves 3.14.0a1+; no marker should depend on that.
    return String.join(".", release) + python.pre().orElse("");
  }
}
