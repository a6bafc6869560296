/** What reviewers of a change have to know of an environment, as one short document. */
@NullMarked
package dev.hermetic.summary;

import org.jspecify.annotations.NullMarked;
