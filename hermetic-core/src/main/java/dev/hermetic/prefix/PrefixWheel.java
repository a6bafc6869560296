package dev.hermetic.prefix;

import dev.hermetic.packagecache.UnpackedPackage;
import org.jspecify.annotations.Nullable;

/**
 * A PyPI package that goes into a prefix.
 *
 * @param unpacked the wheel in the cache
 * @param requested whether somebody asks for it by name (PEP 376, {@code REQUESTED})
 * @param directUrl the text of {@code direct_url.json} (PEP 610); null for wheels of an index
 */
public record PrefixWheel(UnpackedPackage unpacked, boolean requested, @Nullable String directUrl) {
  /** {@code NAME-VERSION-TAGS}: the project's own name with what the wheel's file name says. */
  public String distribution() {
    return unpacked.info().distribution();
  }

  /** The time of all that is written for the wheel and is not as it was in it. */
  long patchedTime() {
    return unpacked.info().aboutTime() + 1;
  }
}
