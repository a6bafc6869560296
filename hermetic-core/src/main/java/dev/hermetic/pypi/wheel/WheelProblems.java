package dev.hermetic.pypi.wheel;

import dev.hermetic.problem.Problem;
import dev.hermetic.text.ShownText;

/** The problems of the area WHEEL. Subjects are file names of wheels. */
final class WheelProblems {
  private static final String OTHER_RELEASE =
      "tell the maintainers of the project, and lock another version of it, or its conda package";

  private WheelProblems() {}

  static Problem contradiction(String wheel, String fact) {
    return problem("HERM-WHEEL-001", wheel, fact);
  }

  static Problem record(String wheel, String fact) {
    return problem("HERM-WHEEL-002", wheel, "its RECORD lies: " + fact);
  }

  static Problem noPlace(String wheel, String path, String fact) {
    return problem("HERM-WHEEL-003", wheel, shown(path) + " has no place: " + fact);
  }

  static Problem entryPoint(String wheel, String line) {
    return problem(
        "HERM-WHEEL-004",
        wheel,
        "its entry_points.txt asks for a command in a form that is none: " + shown(line));
  }

  private static Problem problem(String code, String wheel, String fact) {
    return new Problem(code, Problem.Kind.INPUT, wheel, fact, OTHER_RELEASE);
  }

  /** A text of a stranger, short and without what could steer a console. */
  static String shown(String text) {
    return "`" + ShownText.of(text, 200) + "`";
  }
}
