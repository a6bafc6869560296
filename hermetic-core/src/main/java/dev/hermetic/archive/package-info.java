/** Package archives ({@code .conda}, {@code .tar.bz2}; CEP-34, CEP-35), hostile until verified. */
@NullMarked
package dev.hermetic.archive;

import org.jspecify.annotations.NullMarked;
