package dev.hermetic.trust;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Something that lies beside an image.
 *
 * @param predicateType as it says itself, or as its annotation does where it cannot be read
 * @param valid whether the key signed it and it is about this image
 * @param predicate what it says; null where it is not valid, and for a signature of cosign 2
 * @param fault what is wrong with it, a sentence without its subject; empty where it is valid
 */
record Found(
    Layout layout,
    String predicateType,
    boolean valid,
    @Nullable JsonNode predicate,
    String fault) {
  Optional<Kind> kind() {
    return Kind.of(predicateType);
  }

  boolean is(Kind kind) {
    return kind().equals(Optional.of(kind));
  }

  static Found faulty(Layout layout, String predicateType, String fault) {
    return new Found(layout, predicateType, false, null, fault);
  }
}
