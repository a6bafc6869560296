/** What went wrong, where, and the action that mends it. */
@NullMarked
package dev.hermetic.problem;

import org.jspecify.annotations.NullMarked;
