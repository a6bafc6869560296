/** The same work on several threads, with one outcome whatever their order. */
@NullMarked
package dev.hermetic.work;

import org.jspecify.annotations.NullMarked;
