/**
 * Container images as values, and as files: the OCI image format (image-spec 1.1), its layout as a
 * folder and as a tar, and Docker's tar. What is read is hostile until verified.
 */
@NullMarked
package dev.hermetic.oci;

import org.jspecify.annotations.NullMarked;
