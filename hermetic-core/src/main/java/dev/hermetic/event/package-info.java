/** What a long-running service tells its caller while it works. */
@NullMarked
package dev.hermetic.event;

import org.jspecify.annotations.NullMarked;
