/** The Maven goals: parameters, settings.xml and console on one side, the core's services on the other. */
@NullMarked
package dev.hermetic.maven;

import org.jspecify.annotations.NullMarked;
