/** Real packages, channels and channel servers made by code, and the way to the shared test data. */
@NullMarked
package dev.hermetic.testkit;

import org.jspecify.annotations.NullMarked;
