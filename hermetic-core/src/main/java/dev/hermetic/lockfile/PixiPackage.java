package dev.hermetic.lockfile;

import dev.hermetic.problem.Location;
import dev.hermetic.record.PackageRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A package of a pixi.lock. Addresses have lost their credentials. */
public sealed interface PixiPackage {
  String name();

  /** URL, or path relative to the lock file, as the lock writes it. */
  String address();

  /** Where the lock describes the package. */
  Location place();

  /**
   * A conda package file.
   *
   * @param record what the lock keeps of the repodata record, which is nearly all of it; fields
   *     that the lock leaves out are derived from the file's name and URL as rattler does
   * @param purls package URLs of the same software elsewhere, empty when none are recorded
   */
  record Binary(PackageRecord record, String address, List<String> purls, Location place)
      implements PixiPackage {
    public Binary {
      purls = List.copyOf(purls);
    }

    @Override
    public String name() {
      return record.name();
    }
  }

  /**
   * A conda package that pixi builds from source.
   *
   * @param version null when it is known only after the build's metadata were asked for
   */
  record Source(
      String name, @Nullable String version, String address, List<String> depends, Location place)
      implements PixiPackage {
    public Source {
      depends = List.copyOf(depends);
    }
  }

  /**
   * A Python package.
   *
   * @param version null for a source tree that says none
   * @param index where it was found, null for PyPI itself
   * @param requiresDist requirements (PEP 508), markers and all
   * @param requiresPython null when absent
   * @param editable whether a source tree is installed in place
   */
  record Pypi(
      String name,
      @Nullable String version,
      String address,
      @Nullable String md5,
      @Nullable String sha256,
      @Nullable String index,
      List<String> requiresDist,
      @Nullable String requiresPython,
      boolean editable,
      Location place)
      implements PixiPackage {
    public Pypi {
      requiresDist = List.copyOf(requiresDist);
    }
  }
}
