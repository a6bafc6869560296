/** Whether what was built and run comes out the same again, and what is the first thing that does not. */
@NullMarked
package dev.hermetic.reproduce;

import org.jspecify.annotations.NullMarked;
