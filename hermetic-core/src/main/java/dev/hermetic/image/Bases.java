package dev.hermetic.image;

import dev.hermetic.base.BaseImage;
import dev.hermetic.base.BaseImages;
import dev.hermetic.base.BaseSource;
import dev.hermetic.event.Listener;
import dev.hermetic.oci.Digest;
import dev.hermetic.oci.ImagePlatform;
import dev.hermetic.prefix.PrefixManifest;
import dev.hermetic.registry.Registry;
import dev.hermetic.registry.RegistrySettings;
import java.nio.file.Files;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;

/** Finds the base of an image by what is recorded of it, and records what was found. */
final class Bases {
  private final RegistrySettings settings;
  private final Listener listener;

  Bases(RegistrySettings settings, Listener listener) {
    this.settings = settings;
    this.listener = listener;
  }

  /**
   * Begins to look for it, on a thread of its own where an environment is there already and only
   * has to be looked at; else finds it now, so that what is wrong with it is told before the work.
   */
  Future<BaseImage> begin(ImageRequest request, ImagePlatform platform) {
    if (Files.isRegularFile(request.install().prefix().resolve(PrefixManifest.PATH))) {
      FutureTask<BaseImage> task = new FutureTask<>(() -> find(request, platform));
      Thread thread = new Thread(task, "hermetic");
      thread.setDaemon(true);
      thread.start();
      return task;
    }
    return CompletableFuture.completedFuture(find(request, platform));
  }

  BaseImage find(ImageRequest request, ImagePlatform platform) {
    BasePins pins = BasePins.read(request.pins());
    BaseSource source = BaseSource.parse(request.from(), request.install().directory());
    String name = "";
    Digest recorded = null;
    if (source instanceof BaseSource.InRegistry there && there.reference().digest() == null) {
      name = there.reference().toString();
      recorded = pins.find(name, request.updateBase(), request.frozen()).orElse(null);
    }
    BaseImage base = images().resolve(source, recorded, platform);
    if (!name.isEmpty()) {
      pins.put(name, base.digest().orElseThrow());
    }
    return base;
  }

  /** Any other image, by its reference alone. */
  BaseImage other(BaseSource source, ImagePlatform platform) {
    return images().resolve(source, null, platform);
  }

  private BaseImages images() {
    return new BaseImages(
        () -> Registry.over(settings, listener), settings.workers(), settings.web().cacheDirectory());
  }
}
