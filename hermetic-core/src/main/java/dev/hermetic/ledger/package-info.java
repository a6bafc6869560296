/** What happened to an environment over time, one event a line, and the figures that follow from it. */
@NullMarked
package dev.hermetic.ledger;

import org.jspecify.annotations.NullMarked;
