package dev.hermetic.platform;

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
  public VirtualPackage(String name, String version) {
    this(name, version, "0");
  }

  @Override
  public int compareTo(VirtualPackage other) {
    int order = name.compareTo(other.name);
    if (order == 0) {
      order = version.compareTo(other.version);
    }
    return order == 0 ? build.compareTo(other.build) : order;
  }

  /** {@code name=version=build}, without a build of {@code 0}. */
  @Override
  public String toString() {
    return build.equals("0") ? name + "=" + version : name + "=" + version + "=" + build;
  }
}
