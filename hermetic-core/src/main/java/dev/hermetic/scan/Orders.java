package dev.hermetic.scan;

import dev.hermetic.advisory.PackageKey;
import dev.hermetic.advisory.VersionOrder;
import dev.hermetic.advisory.VersionOrder.NotAVersion;
import java.util.List;

/** Which order the versions of an ecosystem have. */
final class Orders {
  private final VersionOrder pypi = VersionOrder.pypi();

  VersionOrder of(String family) {
    return switch (family) {
      case PackageKey.PYPI -> pypi;
      case PackageKey.CRAN, PackageKey.BIOCONDUCTOR -> VersionOrder.R;
      default -> VersionOrder.SEMVER;
    };
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
