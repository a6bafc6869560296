package dev.hermetic.sbom;

import dev.hermetic.license.License;
import dev.hermetic.lockfile.LockedPackage;
import java.nio.file.Path;
import java.util.Optional;

/** Licences as packages in the cache say them, conda's and wheels; what bills say too. */
public final class CachedLicenses {
  private final Path cacheDirectory;

  public CachedLicenses(Path cacheDirectory) {
    this.cacheDirectory = cacheDirectory;
  }

  /** The licence of a package; empty when it is not in the cache, or says nothing. */
  public Optional<License> license(LockedPackage locked) {
    return Details.find(cacheDirectory, locked).flatMap(Details::license);
  }
}
