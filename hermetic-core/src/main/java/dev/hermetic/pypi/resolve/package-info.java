/**
 * Which versions of PyPI projects answer some requirements for one target, without Python: PubGrub
 * over the versions that there are. Knows no index; {@link dev.hermetic.pypi.resolve.PackageSource}
 * says what there is.
 */
@NullMarked
package dev.hermetic.pypi.resolve;

import org.jspecify.annotations.NullMarked;
