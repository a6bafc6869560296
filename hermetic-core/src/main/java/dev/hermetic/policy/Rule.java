package dev.hermetic.policy;

import java.util.Locale;

/** What a policy can forbid. */
public enum Rule {
  /** A vulnerability of a forbidden severity, or of an unknown one. */
  VULNERABILITY("011", "vulnerability", "vulnerabilities"),
  /** A licence that is not allowed, or is not known. */
  LICENSE("012", "licence", "licences"),
  /** A conda package of another channel, or a pip package of another index. */
  CHANNEL("013", "package from elsewhere", "packages from elsewhere"),
  /** A base image of another registry. */
  REGISTRY("014", "base image from elsewhere", "base images from elsewhere"),
  /** Too few packages of which advisories could say anything. */
  COVERAGE("015", "gap in the coverage", "gaps in the coverage"),
  /** A newer version has been there for too long. */
  PIN_AGE("016", "overtaken package", "overtaken packages"),
  /** The advisories are too old to be relied on. */
  ADVISORY_AGE("017", "stale snapshot of advisories", "stale snapshots of advisories"),
  /** A package that has not been there for long enough. */
  COOLDOWN("018", "fresh package", "fresh packages"),
  /** A package of which nobody can tell how old it is. */
  UNKNOWN_AGE("019", "unknown age", "unknown ages"),
  /** An image without a signature that is asked for. */
  SIGNATURE("020", "missing signature", "missing signatures"),
  /** An exception whose time is over; there is no exception from that. */
  EXPIRED("021", "expired exception", "expired exceptions"),
  /** Advisories that cannot be read whole, so that nobody knows what else they are about. */
  MALFORMED("022", "fault in the advisories", "faults in the advisories");

  private final String number;
  private final String one;
  private final String several;

  Rule(String number, String one, String several) {
    this.number = number;
    this.one = one;
    this.several = several;
  }

  /** The code of its problem. */
  public String code() {
    return "HERM-POLICY-" + number;
  }

  /** As files have it: {@code pin-age}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** {@code 1 licence}, {@code 2 licences}. */
  String counted(int count) {
    return count + " " + (count == 1 ? one : several);
  }
}
