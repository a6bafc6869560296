/** Which project of PyPI a conda package stands for. */
@NullMarked
package dev.hermetic.pypi.names;

import org.jspecify.annotations.NullMarked;
