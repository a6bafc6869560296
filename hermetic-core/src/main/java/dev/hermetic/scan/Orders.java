package dev.hermetic.scan;

import dev.hermetic.advisory.PackageKey;
import dev.hermetic.advisory.VersionOrder;
import dev.hermetic.advisory.VersionOrder.NotAVersion;
import dev.hermetic.distro.AlpineVersion;
import dev.hermetic.distro.DebianVersion;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Which order the versions of an ecosystem have. */
public final class Orders {
  private final VersionOrder pypi = VersionOrder.pypi();

  VersionOrder of(String family) {
    return switch (family) {
      case PackageKey.PYPI -> pypi;
      case PackageKey.CRAN, PackageKey.BIOCONDUCTOR -> VersionOrder.R;
      case PackageKey.MAVEN -> VersionOrder.MAVEN;
      case "Debian", "Ubuntu" -> order(DebianVersion::parse);
      case "Alpine", "Wolfi", "Chainguard" -> order(AlpineVersion::parse);
      default -> VersionOrder.SEMVER;
    };
  }

  private static <T extends Comparable<T>> VersionOrder order(
      Function<String, Optional<T>> parse) {
    return (one, other) -> {
      T left = parse.apply(one).orElseThrow(() -> new NotAVersion(one));
      return left.compareTo(parse.apply(other).orElseThrow(() -> new NotAVersion(other)));
    };
  }

  /**
   * The lowest of some versions that is higher than one that is there; empty where none is, or one of
   * them is no version of its kind.
   */
  public Optional<String> nearest(Origin origin, String version, List<String> others) {
    VersionOrder order =
        switch (origin) {
          case CONDA, PIP -> pypi;
          case DEB -> of("Debian");
          case APK -> of("Alpine");
          case MAVEN -> of(PackageKey.MAVEN);
        };
    try {
      String nearest = "";
      for (String other : others) {
        if (order.compare(other, version) > 0
            && (nearest.isEmpty() || order.compare(other, nearest) < 0)) {
          nearest = other;
        }
      }
      return nearest.isEmpty() ? Optional.empty() : Optional.of(nearest);
    } catch (NotAVersion e) {
      return Optional.empty();
    }
  }

  /** The later one of two versions of a locked package, whose fixes are those of PyPI most often. */
  String later(String one, String other) {
    for (VersionOrder order : List.of(pypi, VersionOrder.SEMVER)) {
      try {
        return order.compare(one, other) < 0 ? other : one;
      } catch (NotAVersion e) {
        continue;
      }
    }
    return one.compareTo(other) < 0 ? other : one;
  }
}
