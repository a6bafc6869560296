/** Several locks of one project, each under a name: a stable one, and tracks beside it. */
@NullMarked
package dev.hermetic.track;

import org.jspecify.annotations.NullMarked;
