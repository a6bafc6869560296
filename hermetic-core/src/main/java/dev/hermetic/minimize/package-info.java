/** Leaves out of an image what a running environment does not need, by a policy that people read. */
@NullMarked
package dev.hermetic.minimize;

import org.jspecify.annotations.NullMarked;
