/** The packages of a distribution in a base image, and how their versions compare. */
@NullMarked
package dev.hermetic.distro;

import org.jspecify.annotations.NullMarked;
