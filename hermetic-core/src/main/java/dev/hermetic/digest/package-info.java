/** SHA-256 as fast as the machine makes it, whether Java has compiled its own or not. */
@NullMarked
package dev.hermetic.digest;

import org.jspecify.annotations.NullMarked;
