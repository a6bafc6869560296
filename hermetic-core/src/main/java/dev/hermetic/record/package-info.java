/** Repodata records: one installable package file each (CEP-34, CEP-36). */
@NullMarked
package dev.hermetic.record;

import org.jspecify.annotations.NullMarked;
