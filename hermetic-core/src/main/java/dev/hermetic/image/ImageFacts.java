package dev.hermetic.image;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What was made, for those who come after: the next build, push, reports. Kept as {@code image.json}
 * beside the image. Every digest is {@code sha256:} and 64 hex digits, every size in bytes.
 *
 * @param format of this file
 * @param digest of the manifest
 * @param mediaType of the manifest
 * @param platform conda's
 * @param names by which the image is known, sorted
 * @param compression of the layers that were made
 * @param layers from the bottom up, those of the base first
 * @param packages sorted by distribution
 * @param removed by kind what was left out
 * @param heldBack what would have been left out and stays, with the reason
 */
public record ImageFacts(
    int format,
    String digest,
    String mediaType,
    String platform,
    List<String> names,
    Base base,
    Lock lock,
    Prefix prefix,
    String compression,
    List<Layer> layers,
    List<Package> packages,
    String policy,
    SortedMap<String, Amount> removed,
    SortedMap<String, String> heldBack) {
  static final int FORMAT = 1;

  public ImageFacts {
    names = List.copyOf(names);
    layers = List.copyOf(layers);
    packages = List.copyOf(packages);
    removed = new TreeMap<>(removed);
    heldBack = new TreeMap<>(heldBack);
  }

  /**
   * What the image is built upon.
   *
   * @param reference as the user named it
   * @param digest of what the reference leads to
   * @param inRegistry whether the reference is to an image in a registry
   */
  public record Base(String reference, String digest, boolean inRegistry) {}

  /**
   * The lock.
   *
   * @param file relative to the project
   * @param sha256 of its bytes
   */
  public record Lock(String file, String sha256) {}

  /**
   * The environment.
   *
   * @param path in the image
   * @param digest of the whole prefix, before anything was left out; 64 hex digits
   */
  public record Prefix(String path, String digest) {}

  /**
   * A layer.
   *
   * @param name for people
   * @param diffId of the unpacked tar
   * @param packed size as it is pushed and pulled
   * @param unpacked size of the tar
   * @param ofBase whether it came with the base
   */
  public record Layer(
      String name, String digest, String diffId, long packed, long unpacked, boolean ofBase) {}

  /**
   * A package.
   *
   * @param bytes of its files in the image, without those of {@code conda-meta}
   * @param layer name of its layer
   */
  public record Package(
      String distribution, String name, String version, String manager, long bytes, String layer) {}

  /** Files and their bytes. */
  public record Amount(int files, long bytes) {}

  /** As it is pushed and pulled, the base included. */
  public long packed() {
    return layers.stream().mapToLong(Layer::packed).sum();
  }

  /** As it lies on the disk of who runs it. */
  public long unpacked() {
    return layers.stream().mapToLong(Layer::unpacked).sum();
  }
}
