/** Wheels as files: what is in them, hostile until verified (PEP 427). */
@NullMarked
package dev.hermetic.pypi.wheel;

import org.jspecify.annotations.NullMarked;
