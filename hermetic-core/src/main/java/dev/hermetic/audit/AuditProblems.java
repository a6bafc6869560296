package dev.hermetic.audit;

import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.IoReason;
import dev.hermetic.problem.Problem;
import java.io.IOException;

/** The texts of HERM-AUDIT problems. Subjects are files. */
final class AuditProblems {
  private static final String SIGN_AGAIN =
      "make it again with the goal that writes it, and sign again (`mvn deploy`, or hermetic:sign)";

  private AuditProblems() {}

  static Problem otherLock(String lock) {
    return policy(
        "HERM-AUDIT-001",
        lock,
        "the image was made from another lock than this one",
        "make the image from it (`mvn package`), or check out the lock that the image was made from");
  }

  static Problem otherSignature(String file, String signed, String image) {
    return policy(
        "HERM-AUDIT-002",
        file,
        "it is signed for " + signed + ", and the image is " + image,
        "push and sign the image (`mvn deploy`), or remove the folder of signatures");
  }

  static HermeticException unreadable(String file, IOException cause) {
    return new HermeticException(
        new Problem(
            "HERM-AUDIT-003",
            Problem.Kind.ENVIRONMENT,
            file,
            "it cannot be read: " + IoReason.of(cause),
            "make it readable, or make it again with the goal that writes it"),
        cause);
  }

  static HermeticException noLock(String lock) {
    return new HermeticException(
        new Problem(
            "HERM-AUDIT-004",
            Problem.Kind.INPUT,
            lock,
            "there is no lock, and so nothing to audit",
            "run `mvn hermetic:lock`"));
  }

  static Problem otherDocument(String file, String bundle) {
    return policy(
        "HERM-AUDIT-005",
        file,
        "it is not the one that was signed, which " + bundle + " has",
        SIGN_AGAIN);
  }

  static Problem notSigned(String bundle) {
    return policy(
        "HERM-AUDIT-005",
        bundle,
        "it was changed after it was signed, or signed by another key than cosign.pub beside it",
        SIGN_AGAIN);
  }

  private static Problem policy(String code, String subject, String fact, String fix) {
    return new Problem(code, Problem.Kind.POLICY, subject, fact, fix);
  }
}
