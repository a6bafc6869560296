package dev.hermetic.policy;

import dev.hermetic.advisory.Severity;
import java.util.Locale;

/** From which severity on a vulnerability is forbidden, the most lenient first. */
public enum Threshold {
  /** None is. */
  NONE,
  CRITICAL,
  HIGH,
  MEDIUM,
  LOW;

  /** In lower case, as parameters and files have it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether that severity is forbidden; one that is unknown is never, since other rules judge it. */
  boolean isReachedBy(Severity severity) {
    return switch (this) {
      case NONE -> false;
      case CRITICAL -> severity.compareTo(Severity.CRITICAL) >= 0;
      case HIGH -> severity.compareTo(Severity.HIGH) >= 0;
      case MEDIUM -> severity.compareTo(Severity.MEDIUM) >= 0;
      case LOW -> severity.compareTo(Severity.LOW) >= 0;
    };
  }
}
