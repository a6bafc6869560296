/** The graph of a lock for people: from the root specs down, and from one package up. */
@NullMarked
package dev.hermetic.tree;

import org.jspecify.annotations.NullMarked;
