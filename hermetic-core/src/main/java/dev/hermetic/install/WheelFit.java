package dev.hermetic.install;

import dev.hermetic.lockfile.LockedPackage;
import dev.hermetic.platform.Platform;
import dev.hermetic.platform.VirtualPackage;
import dev.hermetic.problem.Problem;
import dev.hermetic.pypi.tag.TagSet;
import dev.hermetic.pypi.tag.WheelName;
import dev.hermetic.pypi.tag.WheelTarget;
import dev.hermetic.pypi.version.PypiVersion;
import java.util.List;
import java.util.Optional;

/**
 * Whether the wheels of a lock are for the Python and the kind of machine that is locked with them.
 * How new the machine's system has to be was decided when it was locked.
 */
final class WheelFit {
  /** Newer than any. */
  private static final List<VirtualPackage> NEWEST =
      List.of(new VirtualPackage("__glibc", "2.99"), new VirtualPackage("__osx", "99"));

  private WheelFit() {}

  static void check(LockedContent content, Platform platform, List<Problem> problems) {
    Optional<LockedPackage> python =
        content.packages().stream().filter(one -> one.name().equals("python")).findFirst();
    Optional<PypiVersion> version =
        python
            .flatMap(one -> PypiVersion.tryParse(one.version()))
            .filter(one -> one.release().size() >= 2);
    if (content.wheels().isEmpty() || version.isEmpty()) {
      // Wheels without a Python are told where the prefix is planned.
      return;
    }
    String build = String.valueOf(python.get().build());
    // conda-forge: `…_cp313t` is without the global lock.
    boolean freeThreaded = build.matches(".*cp\\d+t");
    TagSet tags = new WheelTarget(platform, NEWEST, version.get(), freeThreaded).tags();
    for (LockedWheel wheel : content.wheels()) {
      WheelName name = WheelName.parse(wheel.fileName());
      if (!tags.fits(name)) {
        problems.add(
            InstallProblems.misfit(
                wheel.place().get().toString(), wheel.fileName(), tags.misfit(name)));
      }
    }
  }
}
