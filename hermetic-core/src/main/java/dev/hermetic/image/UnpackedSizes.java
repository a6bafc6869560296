package dev.hermetic.image;

import dev.hermetic.oci.ImageLayer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Sizes of the tars of layers; those that the build before has seen are not unpacked again. */
final class UnpackedSizes {
  private final Map<String, Long> known = new HashMap<>();

  private UnpackedSizes() {}

  static UnpackedSizes of(Optional<ImageFacts> before) {
    UnpackedSizes sizes = new UnpackedSizes();
    before.ifPresent(
        facts -> facts.layers().forEach(one -> sizes.known.put(one.diffId(), one.unpacked())));
    return sizes;
  }

  long of(ImageLayer layer) {
    return known.computeIfAbsent(layer.diffId().toString(), diffId -> count(layer));
  }

  private static long count(ImageLayer layer) {
    try (InputStream in = layer.unpacked()) {
      return in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      throw ImageProblems.changed(layer.blob().subject(), e);
    }
  }
}
