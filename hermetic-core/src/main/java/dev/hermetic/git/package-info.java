/** Files as they were in a revision, through the git command line. */
@NullMarked
package dev.hermetic.git;

import org.jspecify.annotations.NullMarked;
