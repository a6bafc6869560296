/** What an environment is made of, as a bill of materials: CycloneDX 1.6 and SPDX 2.3. */
@NullMarked
package dev.hermetic.sbom;

import org.jspecify.annotations.NullMarked;
