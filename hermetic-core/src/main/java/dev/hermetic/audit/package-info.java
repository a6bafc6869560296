/** All that is known of an environment and its image, in one file for who has to judge it later. */
@NullMarked
package dev.hermetic.audit;

import org.jspecify.annotations.NullMarked;
