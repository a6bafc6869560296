package dev.hermetic.policy;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Why a vulnerability cannot be exploited (OpenVEX 0.2.0, "Status Justifications"). */
public enum Justification {
  COMPONENT_NOT_PRESENT,
  VULNERABLE_CODE_NOT_PRESENT,
  VULNERABLE_CODE_NOT_IN_EXECUTE_PATH,
  VULNERABLE_CODE_CANNOT_BE_CONTROLLED_BY_ADVERSARY,
  INLINE_MITIGATIONS_ALREADY_EXIST;

  /** As OpenVEX writes it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<Justification> of(String word) {
    return Arrays.stream(values()).filter(one -> one.word().equals(word)).findFirst();
  }
}
