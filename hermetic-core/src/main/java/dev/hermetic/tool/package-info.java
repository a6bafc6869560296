/** Other scanners that are installed on the machine, and their findings beside our own. */
@NullMarked
package dev.hermetic.tool;

import org.jspecify.annotations.NullMarked;
