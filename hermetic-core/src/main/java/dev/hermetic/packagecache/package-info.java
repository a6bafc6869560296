/** The part of the shared cache that holds packages: archives by digest, and what was in them. */
@NullMarked
package dev.hermetic.packagecache;

import org.jspecify.annotations.NullMarked;
