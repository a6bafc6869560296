/**
 * What is asked of PyPI projects: names (PEP 503), requirements and environment markers (PEP 508),
 * extras (PEP 685).
 */
@NullMarked
package dev.hermetic.pypi.requirement;

import org.jspecify.annotations.NullMarked;
