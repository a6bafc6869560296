/** Activation of a prefix as data: which variables it sets, without running a line of its scripts. */
@NullMarked
package dev.hermetic.activate;

import org.jspecify.annotations.NullMarked;
