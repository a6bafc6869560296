/** Whether a lock answers its environment files, told from the files alone. */
@NullMarked
package dev.hermetic.check;

import org.jspecify.annotations.NullMarked;
