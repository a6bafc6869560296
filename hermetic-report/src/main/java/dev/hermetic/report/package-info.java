/** Report pages: lock values in, static files out. */
@NullMarked
package dev.hermetic.report;

import org.jspecify.annotations.NullMarked;
