/** Licences: what packages write, as SPDX licence expressions. */
@NullMarked
package dev.hermetic.license;

import org.jspecify.annotations.NullMarked;
