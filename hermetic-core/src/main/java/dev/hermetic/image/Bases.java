package dev.hermetic.image;

import dev.hermetic.base.BaseImage;
import dev.hermetic.base.BaseImages;
import dev.hermetic.base.BaseSource;
import dev.hermetic.event.Listener;
import dev.hermetic.oci.Digest;
import dev.hermetic.oci.ImagePlatform;
import dev.hermetic.registry.Registry;
import dev.hermetic.registry.RegistrySettings;

/** Finds the base of an image by what is recorded of it, and records what was found. */
final class Bases {
  private final RegistrySettings settings;
  private final Listener listener;

  Bases(RegistrySettings settings, Listener listener) {
    this.settings = settings;
    this.listener = listener;
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
