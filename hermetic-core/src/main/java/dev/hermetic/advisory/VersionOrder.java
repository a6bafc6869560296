package dev.hermetic.advisory;

import java.util.Comparator;

/** How an ecosystem orders its versions. */
@FunctionalInterface
public interface VersionOrder {
  /** PEP 440, local labels left out: what a build adds to a release is not what it is about. */
  static VersionOrder pypi() {
    return new PypiOrder();
  }

  /**
   * R's {@code package_version}: numbers between {@code .} and {@code -}, and a version comes after
   * its beginning.
   */
  VersionOrder R = new ROrder();

  /** SemVer 2.0.0, section 11; what lacks a minor or patch number has 0 there. */
  VersionOrder SEMVER = new SemVerOrder();

  /** Maven's. */
  VersionOrder MAVEN = new MavenOrder();

  /**
   * As {@link Comparator#compare}.
   *
   * @throws NotAVersion when one of them is none
   */
  int compare(String one, String other) throws NotAVersion;

  /** A text that is no version of its ecosystem; the message is the text. */
  final class NotAVersion extends Exception {
    private static final long serialVersionUID = 1;

    public NotAVersion(String text) {
      super(text, null, false, false);
    }
  }
}
