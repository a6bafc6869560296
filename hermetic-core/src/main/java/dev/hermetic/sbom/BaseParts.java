package dev.hermetic.sbom;

import dev.hermetic.distro.Distro;
import dev.hermetic.platform.Platform;

/**
 * The image that was made of the lock, and what it is built upon.
 *
 * @param platform of the image
 * @param image digest of the image
 * @param reference of the base, as the user named it
 * @param digest of what the reference leads to
 * @param inRegistry whether the reference is to an image in a registry
 * @param distro what the distribution of the base installed
 */
public record BaseParts(
    Platform platform,
    String image,
    String reference,
    String digest,
    boolean inRegistry,
    Distro distro) {}
