/**
 * Locks the {@code pip:} section of an environment for every platform, beside what conda has locked:
 * asks the indexes, resolves, and makes the entries of the lock.
 */
@NullMarked
package dev.hermetic.pypi.lock;

import org.jspecify.annotations.NullMarked;
