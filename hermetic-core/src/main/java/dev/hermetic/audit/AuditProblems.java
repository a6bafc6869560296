package dev.hermetic.audit;

import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.IoReason;
import dev.hermetic.problem.Problem;
import java.io.IOException;

/** The texts of HERM-AUDIT problems. Subjects are files. */
final class AuditProblems {
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

  private static Problem policy(String code, String subject, String fact, String fix) {
    return new Problem(code, Problem.Kind.POLICY, subject, fact, fix);
  }
}
