package dev.hermetic.scan;

import dev.hermetic.advisory.PackageKey;
import dev.hermetic.distro.Distro;
import dev.hermetic.distro.DistroPackage;
import dev.hermetic.distro.Distros;
import dev.hermetic.distro.OsRelease;
import dev.hermetic.image.BaseLayers;
import dev.hermetic.image.FactsFile;
import dev.hermetic.image.ImageFacts;
import dev.hermetic.oci.ImageLayer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The packages of the base of an image that a build has made, by the base's layers in it. */
final class BasePackages {
  private BasePackages() {}

  /**
   * @param folder of the image
   * @param notes hears of what cannot be told
   * @throws dev.hermetic.problem.HermeticException HERM-IMAGE-016, HERM-OCI-nnn, HERM-DISTRO-nnn
   */
  static List<Identified> of(Path folder, Path cacheDirectory, Consumer<String> notes) {
    if (!Files.exists(folder.resolve(FactsFile.NAME))) {
      notes.accept("No image was made yet, so no base was looked at.");
      return List.of();
    }
    ImageFacts facts = FactsFile.read(folder.resolve(FactsFile.NAME));
    String base = facts.base().reference();
    List<ImageLayer> layers = BaseLayers.of(folder, facts);
    if (layers.isEmpty()) {
      return List.of();
    }
    return of(Distros.of(layers, base, cacheDirectory), base, notes);
  }

  /**
   * @param base its name
   * @param notes hears of what cannot be told
   */
  static List<Identified> of(Distro distro, String base, Consumer<String> notes) {
    distro.gaps().forEach(gap -> notes.accept("Base " + base + ": " + gap + "."));
    Optional<String> ecosystem = distro.ecosystem();
    if (distro.packages().isEmpty() && distro.gaps().isEmpty()) {
      notes.accept("Base " + base + ": it has no list of packages.");
    }
    String name = distro.release().map(OsRelease::name).orElse("a distribution that is not told");
    List<Identified> all = new ArrayList<>();
    for (DistroPackage one : distro.packages()) {
      Subject subject = new Subject(origin(one), one.name(), one.version(), List.of());
      all.add(
          ecosystem
              .map(known -> identified(subject, one, known))
              .orElseGet(() -> Identified.unknown(subject, "OSV has nothing of " + name)));
    }
    // Of two architectures it is the same package to an advisory.
    return all.stream().distinct().toList();
  }

  private static Identified identified(Subject subject, DistroPackage one, String ecosystem) {
    PackageKey key = new PackageKey(ecosystem, one.source());
    return new Identified(
        subject,
        Coverage.Kind.DIRECT,
        List.of(new Identity(key, one.sourceVersion(), null)),
        "of the base image");
  }

  private static Origin origin(DistroPackage one) {
    return one.manager() == DistroPackage.Manager.DPKG ? Origin.DEB : Origin.APK;
  }
}
