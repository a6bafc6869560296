/** What a project needs to begin: made from the environment, lock or prefix that is there. */
@NullMarked
package dev.hermetic.adopt;

import org.jspecify.annotations.NullMarked;
