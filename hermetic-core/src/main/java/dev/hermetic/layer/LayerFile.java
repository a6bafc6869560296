package dev.hermetic.layer;

/**
 * A file, link or folder of the environment that is to go into a layer.
 *
 * @param owner distribution of the package that it belongs to; empty when to none
 */
public record LayerFile(LayerEntry entry, String owner) {}
