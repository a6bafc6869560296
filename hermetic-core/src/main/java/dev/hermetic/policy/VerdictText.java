package dev.hermetic.policy;

import dev.hermetic.text.TextStyle;
import java.util.ArrayList;
import java.util.List;

/** A verdict for a console: what is let through, and why. What is forbidden are problems. */
public final class VerdictText {
  private VerdictText() {}

  /** At least one line, the verdict first. */
  public static List<String> lines(Verdict verdict, TextStyle style) {
    List<String> lines = new ArrayList<>();
    String policy = verdict.policy().isThere() ? verdict.policy().file() : "no policy file";
    lines.addAll(style.wrap(style.clean("Verdict (" + policy + "): " + verdict.summary())));
    for (Excused one : verdict.excused()) {
      Violation violation = one.violation();
      String what =
          violation.finding().map(finding -> finding.id()).orElse(violation.rule().word());
      lines.addAll(
          style.wrapBehind(
              2,
              style.clean(
                  "excused: "
                      + what
                      + (violation.name().isEmpty()
                          ? ""
                          : " in " + (violation.name() + " " + violation.version()).strip())
                      + ", "
                      + one.reason()
                      + " ("
                      + one.owner()
                      + (one.until().isEmpty() ? "" : ", until " + one.until())
                      + ")")));
    }
    verdict.notes().forEach(note -> lines.addAll(style.wrapBehind(2, style.clean(note))));
    return lines;
  }
}
