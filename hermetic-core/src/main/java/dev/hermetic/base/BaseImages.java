package dev.hermetic.base;

import dev.hermetic.oci.Digest;
import dev.hermetic.oci.Image;
import dev.hermetic.oci.ImageFile;
import dev.hermetic.oci.ImagePlatform;
import dev.hermetic.oci.ImageReference;
import dev.hermetic.registry.ImagePull;
import dev.hermetic.registry.PulledImage;
import dev.hermetic.registry.Registry;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Finds base images, brings those of registries into the cache, and looks what is in them. */
public final class BaseImages {
  private final Supplier<Registry> registry;
  private final int workers;
  private final Path cacheDirectory;

  /**
   * @param registry asked for only where a base is in one
   * @param workers how many layers are on their way at once
   */
  public BaseImages(Supplier<Registry> registry, int workers, Path cacheDirectory) {
    this.registry = registry;
    this.workers = workers;
    this.cacheDirectory = cacheDirectory;
  }

  /**
   * The base of a platform, verified and in reach.
   *
   * @param recorded digest that the base had when it was taken; a tag counts no longer then. Null
   *     where none is recorded
   * @throws dev.hermetic.problem.HermeticException HERM-BASE-006, 007, HERM-REGISTRY-nnn,
   *     HERM-OCI-nnn
   */
  public BaseImage resolve(
      BaseSource source, @Nullable Digest recorded, ImagePlatform platform) {
    if (source instanceof BaseSource.InRegistry there) {
      return pulled(there.reference(), recorded, platform);
    }
    if (source instanceof BaseSource.OnDisk there) {
      Image image = ImageFile.read(there.place(), platform, null);
      if (recorded != null && !recorded.equals(image.digest())) {
        String place = there.place().toString().replace('\\', '/');
        throw BaseProblems.changed(place, recorded, image.digest());
      }
      return new BaseImage(
          there.name(),
          Optional.of(image),
          Optional.empty(),
          Optional.of(image.digest()),
          files(image, there.name()));
    }
    return new BaseImage(
        BaseSource.SCRATCH,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        BaseFiles.NONE);
  }

  private BaseImage pulled(
      ImageReference asked, @Nullable Digest recorded, ImagePlatform platform) {
    Digest own = asked.digest();
    if (own != null && recorded != null && !own.equals(recorded)) {
      throw BaseProblems.changed(asked.toString(), recorded, own);
    }
    PulledImage pulled =
        new ImagePull(registry.get(), workers)
            .pull(recorded == null ? asked : asked.withDigest(recorded), platform);
    return new BaseImage(
        asked.toString(),
        Optional.of(pulled.image()),
        Optional.of(pulled.reference()),
        Optional.ofNullable(pulled.reference().digest()),
        files(pulled.image(), asked.toString()));
  }

  private BaseFiles files(Image image, String name) {
    Optional<BaseFiles> known = BaseFilesStore.read(cacheDirectory, image);
    if (known.isPresent()) {
      return known.get();
    }
    BaseFiles found = LibcFinder.of(image, name);
    BaseFilesStore.write(cacheDirectory, image, found);
    return found;
  }
}
