package dev.hermetic.sbom;

import dev.hermetic.distro.Distro;
import dev.hermetic.distro.Distros;
import dev.hermetic.image.BaseLayers;
import dev.hermetic.image.FactsFile;
import dev.hermetic.image.ImageFacts;
import dev.hermetic.image.PushGate;
import dev.hermetic.platform.Platform;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

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
    Distro distro =
        Distros.of(BaseLayers.of(folder, facts), facts.base().reference(), cacheDirectory);
    return Optional.of(
        new BaseParts(
            new Platform(facts.platform()),
            facts.digest(),
            facts.base().reference(),
            facts.base().digest(),
            facts.base().inRegistry(),
            distro));
  }
}
