/** What a team allows in an environment, and whether a scanned lock and its base keep to it. */
@NullMarked
package dev.hermetic.policy;

import org.jspecify.annotations.NullMarked;
