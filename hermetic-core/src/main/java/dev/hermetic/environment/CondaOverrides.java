package dev.hermetic.environment;

import dev.hermetic.platform.Platform;
import dev.hermetic.platform.VirtualPackage;
import dev.hermetic.platform.VirtualPackages;
import dev.hermetic.problem.Location;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The environment variables {@code CONDA_OVERRIDE_*} of CEP-30. Each says something about the
 * target and so applies to every target on which its package makes sense, also when locking for
 * other platforms than the machine's own. An empty value takes the package away, as in conda.
 */
final class CondaOverrides {
  private static final Pattern KERNEL = Pattern.compile("[0-9]+\\.[0-9]+(\\.[0-9]+)?(\\.[0-9]+)?");
  private static final Pattern CAPABILITY =
      Pattern.compile("[0-9]+\\.[0-9]+(=[A-Za-z0-9_.+]{1,64})?");
  private static final Pattern BUILD = Pattern.compile("[A-Za-z0-9_.+]{1,64}");
  private static final Pattern ARM =
      Pattern.compile("(arm|aarch|neoverse|thunderx|a64fx|graviton|cortex|m[0-9]).*");
  private static final Pattern POWER = Pattern.compile("(power|ppc).*");

  private static final String VERSION = "a version";

  private static final List<String> NAMES =
      List.of("ARCHSPEC", "CUDA", "CUDA_ARCH", "GLIBC", "LINUX", "OSX", "WIN");

  private final SortedMap<String, String> values;

  private CondaOverrides(SortedMap<String, String> values) {
    this.values = values;
  }

  /** Reports variables with impossible values; they are left out. */
  static CondaOverrides of(Map<String, String> variables, Findings findings) {
    SortedMap<String, String> values = new TreeMap<>();
    for (String name : NAMES) {
      String variable = VirtualPackageSource.PREFIX + name;
      String value = variables.get(variable);
      if (value == null) {
        continue;
      }
      Optional<String> expected = value.isEmpty() ? Optional.empty() : unmetForm(name, value);
      if (expected.isPresent()) {
        findings.problem(
            Location.of(variable),
            VirtualPackageProblems.badOverride(variable, value, expected.get()));
      } else {
        values.put(name, value);
      }
    }
    return new CondaOverrides(values);
  }

  private static Optional<String> unmetForm(String name, String value) {
    return switch (name) {
      case "ARCHSPEC" ->
          BUILD.matcher(value).matches() ? Optional.empty() : Optional.of("a name such as zen3");
      case "LINUX" ->
          KERNEL.matcher(value).matches() ? Optional.empty() : Optional.of("a version like 5.10");
      case "CUDA_ARCH" ->
          CAPABILITY.matcher(value).matches()
              ? Optional.empty()
              : Optional.of("a compute capability like 8.6");
      default -> VirtualPackageFile.isVersion(value) ? Optional.empty() : Optional.of(VERSION);
    };
  }

  /** Environment variables that apply to the platform, sorted by name; {@code ""}: take away. */
  SortedMap<String, String> variablesFor(Platform platform) {
    SortedMap<String, String> found = new TreeMap<>();
    values.forEach(
        (name, value) -> {
          if (applies(name, value, platform)) {
            found.put(VirtualPackageSource.PREFIX + name, value);
          }
        });
    return found;
  }

  /** {@code __cuda} of {@code CONDA_OVERRIDE_CUDA}. */
  static String packageOf(String variable) {
    return "__" + variable.substring(VirtualPackageSource.PREFIX.length()).toLowerCase(Locale.ROOT);
  }

  /** The package that a variable with a value stands for. */
  static VirtualPackage virtualPackage(String variable, String value) {
    String name = packageOf(variable);
    if (name.equals("__archspec")) {
      return new VirtualPackage(name, "1", value);
    }
    int build = value.indexOf('=');
    return build < 0
        ? new VirtualPackage(name, value)
        : new VirtualPackage(name, value.substring(0, build), value.substring(build + 1));
  }

  private static boolean applies(String name, String value, Platform platform) {
    return switch (name) {
      case "ARCHSPEC" ->
          value.isEmpty() || family(value).equals(family(VirtualPackages.archspec(platform)));
      case "CUDA", "CUDA_ARCH" -> VirtualPackages.mayHaveCuda(platform);
      case "GLIBC", "LINUX" -> platform.isLinux();
      case "OSX" -> platform.isOsx();
      default -> platform.isWindows();
    };
  }

  /** A microarchitecture of one family says nothing about targets of another. */
  private static String family(String archspec) {
    if (ARM.matcher(archspec).matches()) {
      return "arm";
    }
    if (POWER.matcher(archspec).matches()) {
      return "power";
    }
    return archspec.matches("riscv.*|sifive.*|u74mc|s390.*|z|wasm.*") ? archspec : "x86";
  }
}
