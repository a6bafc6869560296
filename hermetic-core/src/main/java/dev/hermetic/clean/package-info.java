/** Keeps the shared cache within limits, beside whoever works with it. */
@NullMarked
package dev.hermetic.clean;

import org.jspecify.annotations.NullMarked;
