/**
 * Layers of images: which file goes into which, and the same bytes for the same files on any machine.
 */
@NullMarked
package dev.hermetic.layer;

import org.jspecify.annotations.NullMarked;
