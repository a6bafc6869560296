/**
 * Images in registries signed and verified as cosign does it, and the chain from the lock over the
 * layers to the image.
 */
@NullMarked
package dev.hermetic.trust;

import org.jspecify.annotations.NullMarked;
