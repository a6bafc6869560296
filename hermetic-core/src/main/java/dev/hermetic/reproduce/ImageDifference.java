package dev.hermetic.reproduce;

import dev.hermetic.image.ImageFacts;
import dev.hermetic.oci.Image;
import dev.hermetic.oci.ImageLayer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The first thing in which two images differ: the base, then layers from the bottom up, then JSON. */
final class ImageDifference {
  private final Made one;
  private final Made other;
  private final Circumstances circumstances;
  private final UnaryOperator<String> owner;

  /**
   * An image.
   *
   * @param layout the folder in which it lies
   */
  record Made(Path layout, Image image, ImageFacts facts) {
    Path blob(String digest) {
      return layout.resolve("blobs").resolve(digest.replace(':', '/'));
    }
  }

  private ImageDifference(
      Made one, Made other, Circumstances circumstances, UnaryOperator<String> owner) {
    this.one = one;
    this.other = other;
    this.circumstances = circumstances;
    this.owner = owner;
  }

  /**
   * Empty when their manifests are equal.
   *
   * @param owner from a path in the image to the distribution that it belongs to, or to nothing
   */
  static Optional<FirstDifference> find(
      Made one, Made other, Circumstances circumstances, UnaryOperator<String> owner)
      throws IOException {
    if (one.image().digest().equals(other.image().digest())) {
      return Optional.empty();
    }
    ImageDifference difference = new ImageDifference(one, other, circumstances, owner);
    Optional<FirstDifference> layers = difference.base().or(difference::names);
    if (layers.isPresent()) {
      return layers;
    }
    Optional<FirstDifference> content = difference.layers();
    return content.isPresent() ? content : Optional.of(difference.documents());
  }

  private Optional<FirstDifference> base() {
    ImageFacts.Base a = one.facts().base();
    ImageFacts.Base b = other.facts().base();
    List<String> layers = base(one);
    if (layers.equals(base(other)) && a.digest().equals(b.digest())) {
      return Optional.empty();
    }
    String why =
        "the base "
            + a.reference()
            + " is "
            + shown(a, layers)
            + " and "
            + shown(b, base(other));
    return Optional.of(
        FirstDifference.of("base", "", new Finding(Cause.BASE, why), ""));
  }

  private static String shown(ImageFacts.Base base, List<String> layers) {
    return base.digest().isEmpty() ? String.join(" ", layers) : base.digest();
  }

  private static List<String> base(Made made) {
    return made.facts().layers().stream()
        .filter(ImageFacts.Layer::ofBase)
        .map(ImageFacts.Layer::digest)
        .toList();
  }

  private Optional<FirstDifference> names() {
    List<String> a = one.facts().layers().stream().map(ImageFacts.Layer::name).toList();
    List<String> b = other.facts().layers().stream().map(ImageFacts.Layer::name).toList();
    if (a.equals(b)) {
      return Optional.empty();
    }
    Finding finding =
        a.stream().sorted().toList().equals(b.stream().sorted().toList())
            ? new Finding(Cause.ORDER, "the same layers are in another order")
            : new Finding(Cause.OTHER, "the layers are " + a + " and " + b);
    return Optional.of(FirstDifference.of("layers", "", finding, ""));
  }

  private Optional<FirstDifference> layers() throws IOException {
    List<ImageLayer> a = one.image().layers();
    List<ImageLayer> b = other.image().layers();
    for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
      String is = a.get(i).descriptor().digest().toString();
      String was = b.get(i).descriptor().digest().toString();
      if (is.equals(was)) {
        continue;
      }
      String name = "layer " + one.facts().layers().get(i).name();
      String command = FirstDifference.diffoscope(one.blob(is), other.blob(was));
      if (a.get(i).diffId().equals(b.get(i).diffId())) {
        Finding packed =
            new Finding(Cause.COMPRESSION, "the tar is the same and was packed in another way");
        return Optional.of(FirstDifference.of(name, "", packed, command));
      }
      return new LayerDifference(a.get(i), b.get(i), circumstances, owner, command).find(name);
    }
    return Optional.empty();
  }

  /** Equal layers leave configuration and manifest. */
  private FirstDifference documents() throws IOException {
    boolean config = !one.image().manifest().config().equals(other.image().manifest().config());
    Image a = one.image();
    Image b = other.image();
    String name = config ? "configuration" : "manifest";
    String is = (config ? a.configBlob() : a.manifestBlob()).digest().toString();
    String was = (config ? b.configBlob() : b.manifestBlob()).digest().toString();
    byte[] bytes = config ? a.config().json() : a.manifest().json();
    byte[] others = config ? b.config().json() : b.manifest().json();
    Contents byMember = new Contents(name, lines(bytes), lines(others));
    return FirstDifference.of(
        new Contents(name, bytes, others),
        CauseFinder.find(byMember, circumstances),
        "",
        FirstDifference.diffoscope(one.blob(is), other.blob(was)));
  }

  /** A member on each line, so that the first that differs can be told. */
  private static byte[] lines(byte[] json) {
    return new String(json, StandardCharsets.UTF_8)
        .replace(",\"", ",\n\"")
        .replace("{\"", "{\n\"")
        .getBytes(StandardCharsets.UTF_8);
  }
}
