/** Package indexes: the simple repository API (PEP 503, PEP 691 and what extends them). */
@NullMarked
package dev.hermetic.pypi.simple;

import org.jspecify.annotations.NullMarked;
