/** Says why a request cannot be solved, and what the nearest request is that can be. */
@NullMarked
package dev.hermetic.explain;

import org.jspecify.annotations.NullMarked;
