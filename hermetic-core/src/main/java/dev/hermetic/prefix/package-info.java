/** From unpacked packages to a prefix on disk, the same bytes on any machine (CEP-32, CEP-34). */
@NullMarked
package dev.hermetic.prefix;

import org.jspecify.annotations.NullMarked;
