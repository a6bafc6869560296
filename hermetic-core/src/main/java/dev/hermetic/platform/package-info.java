/** Target platforms (subdirs) and the virtual packages that describe them (CEP-30). */
@NullMarked
package dev.hermetic.platform;

import org.jspecify.annotations.NullMarked;
