package dev.hermetic.advisory;

import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.Problem;
import dev.hermetic.problem.Problem.Kind;
import dev.hermetic.text.Count;
import org.jspecify.annotations.Nullable;

/** What may be wrong with a database of advisories. */
final class AdvisoryProblems {
  private static final String FIX = "fetch the snapshot again, whole";

  private AdvisoryProblems() {}

  static HermeticException missing(String place) {
    return new HermeticException(
        new Problem(
            "HERM-ADVISORY-001",
            Kind.INPUT,
            place,
            "there are no advisories in OSV format here",
            "name a folder, a zip, a .json or .jsonl file (also packed as .zst) or the URL of one"
                + " with -Dhermetic.scan.database"));
  }

  static HermeticException damaged(String place, String detail, @Nullable Throwable cause) {
    return new HermeticException(
        new Problem(
            "HERM-ADVISORY-002",
            Kind.INPUT,
            place,
            "the advisories cannot be read: " + detail,
            FIX),
        cause);
  }

  static HermeticException empty(String place, int malformed, String first) {
    return new HermeticException(
        new Problem(
            "HERM-ADVISORY-003",
            Kind.INPUT,
            place,
            "not one advisory could be read"
                + (malformed == 0
                    ? ""
                    : ", "
                        + Count.of(malformed, "entry")
                        + Count.are(malformed)
                        + " malformed, "
                        + first),
            FIX));
  }

  /** So much of it is lost that the rest cannot be relied on. */
  static HermeticException broken(String place, long lost, long all, String first) {
    return new HermeticException(
        new Problem(
            "HERM-ADVISORY-003",
            Kind.INPUT,
            place,
            lost + " of " + Count.of(all, "entry") + " cannot be read at all, " + first,
            FIX));
  }

  static HermeticException unkept(String place, String detail, Throwable cause) {
    return new HermeticException(
        new Problem(
            "HERM-ADVISORY-004",
            Kind.ENVIRONMENT,
            place,
            "the index of the advisories cannot be written: " + detail,
            "give the cache a folder that is writable and has room: -Dhermetic.cacheDirectory"),
        cause);
  }

  static HermeticException offline(String place) {
    return new HermeticException(
        new Problem(
            "HERM-ADVISORY-005",
            Kind.POLICY,
            place,
            "Maven works offline, and there is no copy of these advisories",
            "name a snapshot on disk with -Dhermetic.scan.database, or run it once without `-o`"));
  }

  static HermeticException badAnswer(String place, String detail, @Nullable Throwable cause) {
    return new HermeticException(
        new Problem(
            "HERM-ADVISORY-006",
            Kind.ENVIRONMENT,
            place,
            "the service does not answer as OSV does: " + detail,
            "run the goal again later, or name a snapshot with -Dhermetic.scan.database"),
        cause);
  }
}
