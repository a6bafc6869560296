package dev.hermetic.platform;

import java.util.Comparator;

/**
 * A property of the target machine in the shape of a package (CEP-30). Ordered by name, version,
 * build.
 *
 * @param name with its two leading underscores, for example {@code __glibc}
 * @param version conda version text, {@code 0} when the package has none
 * @param build build string, {@code 0} when the package has none
 */
public record VirtualPackage(String name, String version, String build)
    implements Comparable<VirtualPackage> {
  private static final Comparator<VirtualPackage> ORDER =
      Comparator.comparing(VirtualPackage::name)
          .thenComparing(VirtualPackage::version)
          .thenComparing(VirtualPackage::build);

  public VirtualPackage(String name, String version) {
    this(name, version, "0");
  }

  @Override
  public int compareTo(VirtualPackage other) {
    return ORDER.compare(this, other);
  }

  /** {@code name=version=build}, without a build of {@code 0}. */
  @Override
  public String toString() {
    return build.equals("0") ? name + "=" + version : name + "=" + version + "=" + build;
  }
}
