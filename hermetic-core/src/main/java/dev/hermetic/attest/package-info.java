/** What is said of an image and signed: keys, envelopes, statements, bundles, provenance. */
@NullMarked
package dev.hermetic.attest;

import org.jspecify.annotations.NullMarked;
