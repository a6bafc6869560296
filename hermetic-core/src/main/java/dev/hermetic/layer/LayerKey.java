package dev.hermetic.layer;

import dev.hermetic.oci.Digest;
import java.util.List;

/**
 * What a layer is, without its entries.
 *
 * @param name for people, as of {@link PlannedLayer}
 * @param distributions of the packages that have files in it, sorted
 * @param digest of all that decides on its bytes, by which {@link LayerWriter} finds it again
 */
public record LayerKey(String name, List<String> distributions, Digest digest) {
  public LayerKey {
    distributions = List.copyOf(distributions);
  }
}
