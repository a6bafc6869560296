/** Match specs (CEP-29): the language in which packages ask for packages. */
@NullMarked
package dev.hermetic.match;

import org.jspecify.annotations.NullMarked;
