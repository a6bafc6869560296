package dev.hermetic.sbom;

import dev.hermetic.distro.Distro;
import dev.hermetic.distro.Distros;
import dev.hermetic.image.FactsFile;
import dev.hermetic.image.ImageFacts;
import dev.hermetic.image.PushGate;
import dev.hermetic.oci.ImageLayer;
import dev.hermetic.oci.ImagePlatform;
import dev.hermetic.oci.OciLayout;
import dev.hermetic.platform.Platform;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds the image that was made of a lock, and what its base has. */
final class BuiltImage {
  private BuiltImage() {}

  /**
   * The base of the image, empty when none was made.
   *
   * @param folder of the image
   * @throws dev.hermetic.problem.HermeticException HERM-SBOM-001 when it was made of another lock,
   *     HERM-IMAGE-016, HERM-OCI-nnn, HERM-DISTRO-001 when it cannot be read
   */
  static Optional<BaseParts> find(Path folder, Path lockfile, Path cacheDirectory) {
    Path file = folder.resolve(FactsFile.NAME);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    ImageFacts facts = FactsFile.read(file);
    if (!facts.lock().sha256().equals(PushGate.sha256(lockfile))) {
      throw SbomProblems.otherLock(facts.lock().file());
    }
    Platform platform = new Platform(facts.platform());
    Set<String> ofBase =
        facts.layers().stream()
            .filter(ImageFacts.Layer::ofBase)
            .map(ImageFacts.Layer::digest)
            .collect(Collectors.toSet());
    List<ImageLayer> layers =
        OciLayout.open(folder.resolve("layout"))
            .image(ImagePlatform.of(platform).orElseThrow(), null)
            .layers()
            .stream()
            .filter(layer -> ofBase.contains(layer.descriptor().digest().toString()))
            .toList();
    Distro distro = Distros.of(layers, facts.base().reference(), cacheDirectory);
    return Optional.of(
        new BaseParts(
            platform,
            facts.digest(),
            facts.base().reference(),
            facts.base().digest(),
            facts.base().inRegistry(),
            distro));
  }
}
