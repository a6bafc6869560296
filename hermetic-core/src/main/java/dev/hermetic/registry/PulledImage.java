package dev.hermetic.registry;

import dev.hermetic.oci.Image;
import dev.hermetic.oci.ImageReference;

/**
 * An image of a registry, whose blobs are in the cache.
 *
 * @param reference with the digest that was found, of an index where the registry has one: the same
 *     reference gives the same image from now on
 */
public record PulledImage(ImageReference reference, Image image) {}
