package dev.hermetic.doctor;

import dev.hermetic.problem.Problem;
import dev.hermetic.text.TextStyle;
import java.util.ArrayList;
import java.util.List;

/** A check-up for a console: a word for each level, columns aligned, fixes below. */
public final class CheckupText {
  private static final int WIDEST_SUBJECT = 40;

  private CheckupText() {}

  /** A line and how it is, so that a console can colour it. */
  public record Line(Finding.Level level, String text) {}

  /** The lines, without anything that could steer a terminal. */
  public static List<Line> lines(Checkup checkup, TextStyle style) {
    int width =
        checkup.findings().stream()
            .mapToInt(finding -> finding.subject().length())
            .filter(length -> length <= WIDEST_SUBJECT)
            .max()
            .orElse(0);
    List<Line> lines = new ArrayList<>();
    Finding before = null;
    for (Finding finding : checkup.findings()) {
      if (before != null && !sameFix(before, finding)) {
        addFix(before, style, lines);
      }
      if (before == null || before.section() != finding.section()) {
        lines.add(new Line(Finding.Level.GREEN, finding.section().title()));
      }
      add(finding, width, style, lines);
      before = finding;
    }
    if (before != null) {
      addFix(before, style, lines);
    }
    lines.add(
        new Line(
            Finding.Level.GREEN,
            checkup.count(Finding.Level.GREEN)
                + " green, "
                + checkup.count(Finding.Level.YELLOW)
                + " yellow, "
                + checkup.count(Finding.Level.RED)
                + " red"));
    return lines;
  }

  private static void add(Finding finding, int width, TextStyle style, List<Line> lines) {
    Problem problem = finding.problem();
    String code = problem == null ? "" : " (" + problem.code() + ")";
    String subject = style.clean(finding.subject());
    String blanks = " ".repeat(Math.max(0, width - subject.length()));
    String head = "  " + word(finding.level()) + "  " + subject + blanks + "  ";
    lines.add(new Line(finding.level(), head + style.clean(finding.fact()) + code));
  }

  private static void addFix(Finding finding, TextStyle style, List<Line> lines) {
    Problem problem = finding.problem();
    if (problem != null) {
      String fix = " ".repeat(10) + "Fix: " + style.clean(problem.fix());
      lines.add(new Line(finding.level(), fix));
    }
  }

  /** Several lines with one fix are told it once, below the last. */
  private static boolean sameFix(Finding one, Finding other) {
    Problem first = one.problem();
    Problem second = other.problem();
    return one.section() == other.section()
        && one.level() == other.level()
        && first != null
        && second != null
        && first.fix().equals(second.fix());
  }

  private static String word(Finding.Level level) {
    return switch (level) {
      case GREEN -> "ok    ";
      case YELLOW -> "yellow";
      case RED -> "RED   ";
    };
  }
}
