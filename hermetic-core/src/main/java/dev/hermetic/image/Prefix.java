package dev.hermetic.image;

import dev.hermetic.base.BaseNeeds;
import dev.hermetic.base.PackagedLibc;
import dev.hermetic.install.InstallRequest;
import dev.hermetic.lockfile.CondaLockReader;
import dev.hermetic.lockfile.LockedMachine;
import dev.hermetic.lockfile.Lockfile;
import dev.hermetic.minimize.Minimized;
import dev.hermetic.minimize.Minimizer;
import dev.hermetic.oci.ImagePlatform;
import dev.hermetic.platform.VirtualPackage;
import dev.hermetic.prefix.ManifestEntry;
import dev.hermetic.prefix.PrefixManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The installed environment that goes into the image.
 *
 * @param folder where it lies on this machine
 * @param inImage its path in the image, without a slash at its start
 * @param packages by distribution
 * @param driver version of CUDA that the lock says machines have; null where no package needs a
 *     driver, or the lock does not say
 */
record Prefix(
    Path folder,
    String inImage,
    PrefixManifest manifest,
    Minimized minimized,
    SortedMap<String, PrefixPackages.One> packages,
    @Nullable String driver) {
  /** Of an environment that is installed. */
  static Prefix of(ImageRequest request) {
    InstallRequest install = request.install();
    Path folder = install.prefix();
    Path file = folder.resolve(PrefixManifest.PATH);
    PrefixManifest manifest;
    try {
      manifest = PrefixManifest.parse(Files.readAllBytes(file), file.toString());
    } catch (IOException e) {
      throw ImageProblems.changed(file.toString(), e);
    }
    SortedMap<String, PrefixPackages.One> packages =
        PrefixPackages.of(folder, manifest.entries());
    Minimized minimized =
        Minimizer.minimize(
            request.policy(),
            manifest,
            packages.values().stream()
                .filter(PrefixPackages.One::isConda)
                .map(PrefixPackages.One::name)
                .collect(Collectors.toSet()),
            folder,
            request.work().resolve("left-out"));
    return new Prefix(
        folder,
        ImageLayers.inImage(request),
        manifest,
        minimized,
        packages,
        packages.values().stream().anyMatch(one -> one.depends().containsKey("__cuda"))
            ? driver(install)
            : null);
  }

  /** What packages ask of glibc: package to constraint. */
  SortedMap<String, String> glibc() {
    SortedMap<String, String> glibc = new TreeMap<>();
    for (PrefixPackages.One one : packages.values()) {
      Optional<String> asked =
          one.isConda()
              ? Optional.ofNullable(one.depends().get("__glibc")).filter(text -> !text.isEmpty())
              : BaseNeeds.ofWheel(one.distribution() + ".whl").map(version -> ">=" + version);
      asked.ifPresent(text -> glibc.put(one.name() + " " + one.version(), text));
    }
    return glibc;
  }

  /** The C library among what goes into the image. */
  Optional<PackagedLibc> libc(ImagePlatform platform) {
    try {
      return PackagedLibc.find(platform, minimized.kept(), folder, inImage);
    } catch (IOException e) {
      throw ImageProblems.changed(folder.toString(), e);
    }
  }

  private static @Nullable String driver(InstallRequest install) {
    Lockfile.Metadata metadata =
        CondaLockReader.readMetadata(install.lockfile(), install.shownLock())
            .lockfile()
            .metadata();
    return LockedMachine.of(metadata, install.platform()).stream()
        .flatMap(List::stream)
        .filter(one -> one.name().equals("__cuda"))
        .map(VirtualPackage::version)
        .findFirst()
        .orElse(null);
  }

  /** Whether the image has a path of the prefix. */
  boolean has(String path) {
    return minimized.kept().stream().anyMatch(entry -> entry.path().equals(path));
  }

  /** Name of the package that a path belongs to; empty when to none. */
  String ownerName(String path) {
    return minimized.kept().stream()
        .filter(entry -> entry.path().equals(path))
        .map(ManifestEntry::owner)
        .map(packages::get)
        .filter(one -> one != null)
        .map(PrefixPackages.One::name)
        .findFirst()
        .orElse("");
  }

  /** The version of CUDA that is locked, major and minor; empty for none. */
  Optional<String> cuda() {
    return Runtime.cuda(this::version);
  }

  private Optional<String> version(String name) {
    return packages.values().stream()
        .filter(one -> one.isConda() && one.name().equals(name))
        .map(PrefixPackages.One::version)
        .findFirst();
  }
}
