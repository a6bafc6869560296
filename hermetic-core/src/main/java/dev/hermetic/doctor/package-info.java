/** Looks at the surroundings of a lock: files, channels, cache, this machine. */
@NullMarked
package dev.hermetic.doctor;

import org.jspecify.annotations.NullMarked;
