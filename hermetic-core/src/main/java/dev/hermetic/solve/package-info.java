/** From specs to one record a name: the engines that choose packages. */
@NullMarked
package dev.hermetic.solve;

import org.jspecify.annotations.NullMarked;
