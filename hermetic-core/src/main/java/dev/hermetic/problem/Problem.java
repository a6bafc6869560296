package dev.hermetic.problem;

import java.util.Objects;

/**
 * One thing that is wrong: a stable code, whose doing it is, the subject, the fact, and the fix as
 * an action. URLs in any of the texts lose their credentials here, so that no later step has to
 * remember it.
 *
 * @param code stable, listed in docs/problems.md, for example {@code HERM-SOLVE-001}
 * @param kind who can mend it
 * @param subject {@code file:line:column}, a channel, a package: where to look
 * @param fact what is wrong, one sentence without the subject
 * @param fix what the reader can do about it, an imperative sentence
 */
public record Problem(String code, Kind kind, String subject, String fact, String fix) {
  /** Whose doing a problem is. */
  public enum Kind {
    /** The user's input: files, specs, parameters. */
    INPUT,
    /** The same where what it names is not here and may be elsewhere: a package that another lock has. */
    ABSENT,
    /** A rule that the user set and that does not hold: a stale lock under frozen. */
    POLICY,
    /** The surroundings: network, server, disk. */
    ENVIRONMENT,
    /** A defect of ours. */
    INTERNAL
  }

  public Problem {
    Objects.requireNonNull(code, "code");
    Objects.requireNonNull(kind, "kind");
    subject = Redaction.redact(subject);
    fact = Redaction.redact(fact);
    fix = Redaction.redact(fix);
  }

  /** {@code CODE subject: fact}, a line break, and {@code Fix: fix} indented by two spaces. */
  public String render() {
    return code + " " + subject + ": " + fact + "\n  Fix: " + fix;
  }
}
