/** From a lock and an application to an image on disk; what was made, told and compared. */
@NullMarked
package dev.hermetic.image;

import org.jspecify.annotations.NullMarked;
