/** Versions of PyPI projects and what is asked of them (PEP 440). */
@NullMarked
package dev.hermetic.pypi.version;

import org.jspecify.annotations.NullMarked;
