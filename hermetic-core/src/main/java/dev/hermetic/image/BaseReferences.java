package dev.hermetic.image;

import dev.hermetic.event.Listener;
import dev.hermetic.oci.Descriptor;
import dev.hermetic.oci.Digest;
import dev.hermetic.oci.ImageReference;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.registry.Registry;
import dev.hermetic.registry.RegistrySettings;
import java.util.Optional;

/** Turns references of base images into such with digests, and records what was found. */
public final class BaseReferences {
  private final RegistrySettings settings;
  private final BasePins pins;
  private final boolean update;
  private final boolean frozen;
  private final Listener listener;

  /**
   * @param update whether to ask the registry also for what is recorded
   * @param frozen whether nothing may be recorded
   */
  public BaseReferences(
      RegistrySettings settings, BasePins pins, boolean update, boolean frozen, Listener listener) {
    this.settings = settings;
    this.pins = pins;
    this.update = update;
    this.frozen = frozen;
    this.listener = listener;
  }

  /**
   * The reference with its digest.
   *
   * @throws HermeticException HERM-OCI-001, HERM-REGISTRY-nnn, HERM-IMAGE-018
   */
  public ImageReference pinned(String text) {
    ImageReference reference = ImageReference.parse(text);
    if (reference.digest() != null) {
      return reference;
    }
    String name = reference.toString();
    Optional<Digest> known = pins.find(name, update, frozen);
    if (known.isPresent()) {
      return reference.withDigest(known.get());
    }
    Descriptor found =
        Registry.over(settings, listener)
            .resolve(reference)
            .orElseThrow(() -> ImageProblems.noBase(name));
    pins.put(name, found.digest());
    return reference.withDigest(found.digest());
  }
}
