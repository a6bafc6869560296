/** Channels: names, URLs, mirrors, priority. */
@NullMarked
package dev.hermetic.channel;

import org.jspecify.annotations.NullMarked;
