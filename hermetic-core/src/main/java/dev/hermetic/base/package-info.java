/** What an image is built upon: where it comes from, what is in it, and whether a lock runs on it. */
@NullMarked
package dev.hermetic.base;

import org.jspecify.annotations.NullMarked;
