/** What is known of the packages of an environment, of its base and beside it, and what is not. */
@NullMarked
package dev.hermetic.scan;

import org.jspecify.annotations.NullMarked;
