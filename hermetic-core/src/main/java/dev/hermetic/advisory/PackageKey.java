package dev.hermetic.advisory;

import dev.hermetic.pypi.requirement.ProjectName;
import java.util.Comparator;
import java.util.Locale;

/**
 * The package that an advisory is about, as its ecosystem tells names apart.
 *
 * @param ecosystem as OSV writes it, with its release: {@code PyPI}, {@code Debian:12}; {@code GIT}
 *     for a repository
 * @param name normalised: of PyPI by PEP 503, of CRAN and Bioconductor in lower case since conda has
 *     their names so, of a repository by {@link #repository}
 */
public record PackageKey(String ecosystem, String name) implements Comparable<PackageKey> {
  public static final String PYPI = "PyPI";
  public static final String CRAN = "CRAN";
  public static final String BIOCONDUCTOR = "Bioconductor";
  public static final String OSS_FUZZ = "OSS-Fuzz";
  public static final String GIT = "GIT";
  public static final String MAVEN = "Maven";

  private static final Comparator<PackageKey> ORDER =
      Comparator.comparing(PackageKey::ecosystem).thenComparing(PackageKey::name);

  public PackageKey {
    name = normalise(family(ecosystem), name);
  }

  /** The key of a repository. */
  public static PackageKey repository(String url) {
    return new PackageKey(GIT, url);
  }

  /** The ecosystem without its release: {@code Debian} of {@code Debian:12}. */
  public String family() {
    return family(ecosystem);
  }

  /** The ecosystem without its release: {@code Debian} of {@code Debian:12}. */
  public static String family(String ecosystem) {
    int colon = ecosystem.indexOf(':');
    return colon < 0 ? ecosystem : ecosystem.substring(0, colon);
  }

  private static String normalise(String family, String name) {
    return switch (family) {
      case PYPI -> ProjectName.normalise(name);
      case CRAN, BIOCONDUCTOR -> name.toLowerCase(Locale.ROOT);
      case GIT -> address(name);
      default -> name;
    };
  }

  /** Host and path, so that {@code https}, {@code git} and an ending {@code .git} are the same. */
  private static String address(String url) {
    String plain = url.strip().toLowerCase(Locale.ROOT).replaceFirst("^[a-z+]+://", "");
    plain = plain.replaceFirst("/+$", "");
    return plain.endsWith(".git") ? plain.substring(0, plain.length() - 4) : plain;
  }

  @Override
  public int compareTo(PackageKey other) {
    return ORDER.compare(this, other);
  }

  /** {@code ecosystem/name}. */
  @Override
  public String toString() {
    return ecosystem + "/" + name;
  }
}
