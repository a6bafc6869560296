/** Images in registries, after the OCI distribution specification 1.1. */
@NullMarked
package dev.hermetic.registry;

import org.jspecify.annotations.NullMarked;
