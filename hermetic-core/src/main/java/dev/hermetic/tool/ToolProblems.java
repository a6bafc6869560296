package dev.hermetic.tool;

import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.Problem;
import dev.hermetic.text.ShownText;

/** The texts of HERM-TOOL problems. Subjects are programs. */
final class ToolProblems {
  private ToolProblems() {}

  static HermeticException missing(String tool) {
    return problem(
        "001",
        tool,
        "there is no such program, or it cannot be run",
        "install it, or take it out of hermetic.scan.tools");
  }

  static HermeticException failed(String tool, String told) {
    return problem(
        "002",
        tool,
        "it failed: " + (told.isEmpty() ? "it does not say why" : ShownText.of(told, 500)),
        "mend what it says, or take it out of hermetic.scan.tools; offline it needs its own database");
  }

  static HermeticException unreadable(String tool, String fact) {
    return problem(
        "003", tool, fact, "take another version of it, or take it out of hermetic.scan.tools");
  }

  static HermeticException nothing(String tool) {
    return problem(
        "004",
        tool,
        "there is neither an image nor a bill of materials for it to look at",
        "run hermetic:image or hermetic:sbom before, or take it out of hermetic.scan.tools");
  }

  private static HermeticException problem(String number, String tool, String fact, String fix) {
    return new HermeticException(
        new Problem("HERM-TOOL-" + number, Problem.Kind.ENVIRONMENT, tool, fact, fix));
  }
}
