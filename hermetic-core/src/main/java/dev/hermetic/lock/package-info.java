/** The lock service: environment files in, lock files out. */
@NullMarked
package dev.hermetic.lock;

import org.jspecify.annotations.NullMarked;
