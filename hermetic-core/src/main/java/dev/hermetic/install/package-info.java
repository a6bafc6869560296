/** From a lock to a prefix that is there, whole and as locked; and what runs in it. */
@NullMarked
package dev.hermetic.install;

import org.jspecify.annotations.NullMarked;
