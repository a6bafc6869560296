package dev.hermetic.image;

import java.util.List;

/**
 * An image beside the one that was made before.
 *
 * @param same whether it is the same
 * @param changedLayers names of those that are not in the one before, from the bottom up
 * @param changedBytes of those, as they are pushed and pulled
 * @param packed how much more the image has as it is pushed and pulled; negative for less
 * @param came distributions that were not there
 * @param went distributions that are there no more
 */
public record Comparison(
    boolean same,
    List<String> changedLayers,
    long changedBytes,
    long packed,
    List<String> came,
    List<String> went) {
  public Comparison {
    changedLayers = List.copyOf(changedLayers);
    came = List.copyOf(came);
    went = List.copyOf(went);
  }

  static Comparison of(ImageFacts before, ImageFacts now) {
    List<String> had = before.layers().stream().map(ImageFacts.Layer::digest).toList();
    List<ImageFacts.Layer> changed =
        now.layers().stream().filter(layer -> !had.contains(layer.digest())).toList();
    List<String> old = distributions(before);
    List<String> current = distributions(now);
    return new Comparison(
        before.digest().equals(now.digest()),
        changed.stream().map(ImageFacts.Layer::name).toList(),
        changed.stream().mapToLong(ImageFacts.Layer::packed).sum(),
        now.packed() - before.packed(),
        current.stream().filter(one -> !old.contains(one)).toList(),
        old.stream().filter(one -> !current.contains(one)).toList());
  }

  private static List<String> distributions(ImageFacts facts) {
    return facts.packages().stream().map(ImageFacts.Package::distribution).toList();
  }
}
