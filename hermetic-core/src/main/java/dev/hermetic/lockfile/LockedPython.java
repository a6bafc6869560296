package dev.hermetic.lockfile;

import dev.hermetic.lockfile.LockedPackage.Manager;
import dev.hermetic.platform.Platform;
import dev.hermetic.platform.VirtualPackage;
import dev.hermetic.pypi.names.CondaNames;
import dev.hermetic.pypi.tag.WheelTarget;
import dev.hermetic.pypi.version.PypiVersion;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Which Python a lock has, for which wheels have to fit. */
public final class LockedPython {
  private static final Pattern FREE_THREADED = Pattern.compile("cp\\d+t");

  private LockedPython() {}

  /**
   * The locked Python on a machine.
   *
   * @param machine virtual packages
   * @return nothing where no Python is locked or it is not CPython
   */
  public static Optional<WheelTarget> target(
      Lockfile lock, Platform platform, List<VirtualPackage> machine) {
    return lock.packages().stream()
        .filter(one -> one.manager() == Manager.CONDA && one.platform().equals(platform))
        .filter(one -> one.name().equals("python"))
        .findFirst()
        .flatMap(python -> target(python, machine));
  }

  private static Optional<WheelTarget> target(LockedPackage python, List<VirtualPackage> machine) {
    String build = PackageAddress.build(python).orElse("");
    PypiVersion version = CondaNames.version(python.version()).orElse(null);
    // Of PyPy, conda-forge has builds such as 3.9.18-0_73_pypy.
    if (version == null || version.release().size() < 2 || build.contains("pypy")) {
      return Optional.empty();
    }
    return Optional.of(
        new WheelTarget(
            python.platform(), machine, version, FREE_THREADED.matcher(build).find()));
  }
}
