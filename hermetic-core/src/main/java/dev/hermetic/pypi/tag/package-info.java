/**
 * Which wheels fit a machine and a Python that need not be there: names of wheels (PEP 427), tags
 * (PEP 425), {@code manylinux} (PEP 600), {@code musllinux} (PEP 656), and the values of
 * environment markers.
 */
@NullMarked
package dev.hermetic.pypi.tag;

import org.jspecify.annotations.NullMarked;
