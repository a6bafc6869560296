/** Who needs whom among the packages of one platform of a lock. */
@NullMarked
package dev.hermetic.graph;

import org.jspecify.annotations.NullMarked;
