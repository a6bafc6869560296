package dev.hermetic.policy;

import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.IoReason;
import dev.hermetic.problem.Location;
import dev.hermetic.problem.Problem;
import dev.hermetic.text.ShownText;
import java.io.IOException;
import java.util.Optional;

/** The texts of HERM-POLICY problems. */
final class PolicyProblems {
  private PolicyProblems() {}

  static Problem unknownKey(Location location, String key, String of, Optional<String> near) {
    return form(
        location,
        "`" + ShownText.of(key, 100) + "` is no key of " + of,
        near.map(name -> "write `" + name + "`, or take it out")
            .orElse("take it out, or correct it; docs/trust.md lists the keys"));
  }

  static Problem form(Location location, String fact, String fix) {
    return new Problem("HERM-POLICY-001", Problem.Kind.INPUT, location.toString(), fact, fix);
  }

  /** A document of statements about vulnerabilities that nobody can rely on. */
  static HermeticException vex(String file, String fact) {
    return new HermeticException(
        new Problem(
            "HERM-POLICY-002",
            Problem.Kind.INPUT,
            file,
            "it is no OpenVEX document that can be read: " + fact,
            "correct it (https://openvex.dev), or take it out of `vex:` in the policy"));
  }

  static Problem verdict(Verdict verdict) {
    return new Problem(
        "HERM-POLICY-010",
        Problem.Kind.POLICY,
        verdict.policy().isThere() ? verdict.policy().file() : "the policy",
        verdict.summary(),
        "mend what follows; what cannot be mended yet may have an exception with a reason, an owner"
            + " and an end in "
            + Policy.NAME);
  }

  static Problem violation(Violation violation) {
    return new Problem(
        violation.rule().code(),
        Problem.Kind.POLICY,
        violation.subject(),
        violation.fact(),
        violation.fix());
  }

  static Problem more(String counted, String file) {
    return new Problem(
        "HERM-POLICY-010",
        Problem.Kind.POLICY,
        file,
        "there are more than are shown here: " + counted,
        "read them in " + file);
  }

  /** The verdict of an earlier scan that would outlive this one. */
  static HermeticException kept(String file, IOException cause) {
    return new HermeticException(
        new Problem(
            "HERM-POLICY-031",
            Problem.Kind.INPUT,
            file,
            "the verdict of the last scan cannot be deleted: " + IoReason.of(cause),
            "delete it, then scan again"),
        cause);
  }

  static Problem noVerdict(String policy, String fact) {
    return new Problem(
        "HERM-POLICY-030",
        Problem.Kind.POLICY,
        policy,
        fact,
        "run `mvn hermetic:scan`, then push again");
  }
}
