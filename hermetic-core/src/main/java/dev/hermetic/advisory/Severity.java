package dev.hermetic.advisory;

import java.util.Locale;

/** How bad it is: the qualitative scale of CVSS (v3.1 section 5, v4.0 section 6). */
public enum Severity {
  /** Nobody has said how bad it is: neither good nor bad. */
  UNKNOWN,
  NONE,
  LOW,
  MEDIUM,
  HIGH,
  CRITICAL;

  /** Of a score from 0.0 to 10.0. */
  public static Severity of(double score) {
    if (score < 0.1) {
      return NONE;
    }
    return score < 4 ? LOW : score < 7 ? MEDIUM : score < 9 ? HIGH : CRITICAL;
  }

  /** In lower case, as parameters and files have it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
