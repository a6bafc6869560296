/** Lock file formats: conda-lock.yml (CEP-37) and explicit files (CEP-23). */
@NullMarked
package dev.hermetic.lockfile;

import org.jspecify.annotations.NullMarked;
