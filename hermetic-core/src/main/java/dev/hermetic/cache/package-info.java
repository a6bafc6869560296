/** The shared cache as a whole: who uses it, what lies in it, and how to take things out of it. */
@NullMarked
package dev.hermetic.cache;

import org.jspecify.annotations.NullMarked;
