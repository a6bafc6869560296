/** Advisories in the OSV format: read, kept as an index, and judged by each ecosystem's own order. */
@NullMarked
package dev.hermetic.advisory;

import org.jspecify.annotations.NullMarked;
