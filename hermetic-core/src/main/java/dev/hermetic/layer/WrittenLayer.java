package dev.hermetic.layer;

import dev.hermetic.oci.ImageLayer;

/**
 * A layer on disk.
 *
 * @param unpackedBytes of its tar
 * @param reused whether it was there already, of an earlier run
 */
public record WrittenLayer(LayerKey key, ImageLayer layer, long unpackedBytes, boolean reused) {}
