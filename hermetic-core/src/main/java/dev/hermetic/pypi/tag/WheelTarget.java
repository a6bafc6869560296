package dev.hermetic.pypi.tag;

import dev.hermetic.platform.Platform;
import dev.hermetic.platform.VirtualPackage;
import dev.hermetic.pypi.requirement.MarkerEnvironment;
import dev.hermetic.pypi.version.PypiVersion;
import java.util.List;
import java.util.Optional;

/**
 * CPython on a machine, neither of which need be there.
 *
 * @param virtualPackages of the machine; {@code __glibc}, {@code __musl} and {@code __osx} count
 * @param python its version, with at least two numbers
 * @param freeThreaded whether it was built without the global lock ({@code cp313t})
 */
public record WheelTarget(
    Platform platform,
    List<VirtualPackage> virtualPackages,
    PypiVersion python,
    boolean freeThreaded) {
  private static final int MAX_DIGITS = 4;

  public WheelTarget {
    virtualPackages = virtualPackages.stream().sorted().toList();
    boolean numbers =
        python.release().size() >= 2
            && python.release().stream().allMatch(number -> number.length() <= MAX_DIGITS);
    if (!numbers) {
      throw new IllegalArgumentException(
          "a version of Python has at least two numbers of at most "
              + MAX_DIGITS
              + " digits: "
              + python);
    }
  }

  /** A Python with the global lock. */
  public WheelTarget(Platform platform, List<VirtualPackage> virtualPackages, PypiVersion python) {
    this(platform, virtualPackages, python, false);
  }

  /** The tags of the wheels that fit, best first. */
  public TagSet tags() {
    return TagSet.of(this);
  }

  /** What environment markers are evaluated with. */
  public MarkerEnvironment markers() {
    return TargetMarkers.of(this);
  }

  /** The version of a virtual package, nothing where the machine has none or it is no version. */
  Optional<PypiVersion> virtualVersion(String name) {
    return virtualPackages.stream()
        .filter(one -> one.name().equals(name))
        .findFirst()
        .flatMap(one -> PypiVersion.tryParse(one.version()));
  }

  /** The first two numbers of the version, for example {@code 3.11}. */
  String pythonMinor() {
    return python.release().get(0) + "." + python.release().get(1);
  }
}
