/** What moved between two locks, and why. */
@NullMarked
package dev.hermetic.diff;

import org.jspecify.annotations.NullMarked;
