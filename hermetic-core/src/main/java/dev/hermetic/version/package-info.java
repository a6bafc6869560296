/** Conda version order (CEP-33) and version constraints. */
@NullMarked
package dev.hermetic.version;

import org.jspecify.annotations.NullMarked;
