package dev.hermetic.doctor;

import dev.hermetic.problem.Problem;
import dev.hermetic.problem.Redaction;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One line of a check-up. Texts carry no credentials.
 *
 * @param level how it is
 * @param section what it belongs to
 * @param subject what was looked at
 * @param fact what was seen, one sentence without the subject
 * @param problem what is wrong and how to mend it; null when nothing is
 */
public record Finding(
    Level level, Section section, String subject, String fact, @Nullable Problem problem) {
  /** How it is. */
  public enum Level {
    GREEN,
    /** Works, but the user should know. */
    YELLOW,
    /** Does not work. */
    RED
  }

  /** What was looked at, in the order in which it is told. */
  public enum Section {
    TOOLS("Tools"),
    FILES("Files"),
    CHANNELS("Channels"),
    CACHE("Cache"),
    MACHINE("This machine");

    private final String title;

    Section(String title) {
      this.title = title;
    }

    public String title() {
      return title;
    }
  }

  public Finding {
    Objects.requireNonNull(level, "level");
    subject = Redaction.redact(subject);
    fact = Redaction.redact(fact);
    if (level == Level.RED) {
      Objects.requireNonNull(problem, "what is red needs a fix");
    }
  }

  static Finding green(Section section, String subject, String fact) {
    return new Finding(Level.GREEN, section, subject, fact, null);
  }

  /** A problem as a line: its subject and its fact. */
  static Finding of(Level level, Section section, Problem problem) {
    return new Finding(level, section, problem.subject(), problem.fact(), problem);
  }

  static Finding of(Level level, Section section, String subject, Problem problem) {
    return new Finding(level, section, subject, problem.fact(), problem);
  }
}
