package dev.hermetic.trust;

import dev.hermetic.attest.Envelope;
import dev.hermetic.attest.Statement;
import dev.hermetic.attest.VerifyingKey;
import dev.hermetic.oci.ImageReference;
import dev.hermetic.problem.HermeticException;
import java.util.Objects;

/** Reads what somebody says he has signed. */
final class Signed {
  static final String NOT_BY_KEY = "it is not signed by this key, or was changed since";

  private Signed() {}

  /**
   * What an envelope says; nothing of it is believed before the key was found to have signed it.
   *
   * @param type what others say its kind is
   */
  static Found read(
      Layout layout, Envelope envelope, ImageReference subject, String type, VerifyingKey key) {
    if (!envelope.isSignedBy(key)) {
      return Found.faulty(layout, type, NOT_BY_KEY);
    }
    try {
      Statement statement =
          Statement.parse(envelope, Objects.requireNonNull(subject.digest()), "statement");
      return new Found(layout, statement.predicateType(), true, statement.predicate(), "");
    } catch (HermeticException e) {
      return Found.faulty(layout, type, fault(e));
    }
  }

  static String fault(HermeticException failure) {
    return failure.problems().get(0).fact();
  }
}
