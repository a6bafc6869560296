/** Repodata of one channel subdir, indexed by package name. */
@NullMarked
package dev.hermetic.repodata;

import org.jspecify.annotations.NullMarked;
