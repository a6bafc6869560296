/** What a distribution says of itself: core metadata, as in {@code METADATA} and {@code PKG-INFO}. */
@NullMarked
package dev.hermetic.pypi.metadata;

import org.jspecify.annotations.NullMarked;
