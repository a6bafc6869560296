package dev.hermetic.distro;

import dev.hermetic.base.LayerNotes;
import dev.hermetic.base.RootScan;
import dev.hermetic.cache.CacheItem;
import dev.hermetic.cache.CachePart;
import dev.hermetic.oci.ImageLayer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Finds the packages of distributions in layers. What was found is kept in the shared cache by the
 * digests of the layers, so that a base that did not change is not unpacked again.
 */
public final class Distros implements CachePart {
  private static final String FOLDER = "images/distros";

  /** To be raised when the same layers give other facts. */
  private static final String VERSION = "distro 1";

  @Override
  public String name() {
    return "packages of base images";
  }

  @Override
  public List<CacheItem> items(Path cacheDirectory, Instant abandonedBefore) throws IOException {
    return LayerNotes.items(cacheDirectory.resolve(FOLDER), "packages of base");
  }

  /**
   * What is in some layers when they are laid over each other.
   *
   * @param layers from the bottom up, those of a base
   * @param name of the base, for problems
   * @throws dev.hermetic.problem.HermeticException HERM-DISTRO-001, HERM-BASE-007, HERM-OCI-nnn
   */
  public static Distro of(List<ImageLayer> layers, String name, Path cacheDirectory) {
    if (layers.isEmpty()) {
      return Distro.NONE;
    }
    LayerNotes notes = new LayerNotes(cacheDirectory.resolve(FOLDER), VERSION, layers);
    Optional<Distro> known = notes.read().flatMap(DistroJson::read);
    if (known.isPresent()) {
      return known.get();
    }
    Distro found = of(layers, name);
    notes.write(DistroJson.write(found));
    return found;
  }

  /** As {@link #of(List, String, Path)}, without a cache. */
  static Distro of(List<ImageLayer> layers, String name) {
    ListFinder finder = new ListFinder(name);
    Distro found = finder.in(RootScan.of(layers, name, finder));
    List<DistroPackage> sorted =
        found.packages().stream()
            .sorted(
                Comparator.comparing(DistroPackage::name)
                    .thenComparing(DistroPackage::architecture)
                    .thenComparing(DistroPackage::version))
            .toList();
    return new Distro(found.release(), sorted, found.gaps());
  }
}
