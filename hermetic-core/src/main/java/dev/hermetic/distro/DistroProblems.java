package dev.hermetic.distro;

import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.Problem;
import dev.hermetic.text.ShownText;

/** The texts of HERM-DISTRO problems. Subjects are base images. */
final class DistroProblems {
  private DistroProblems() {}

  /** @param line 1-based, 0 when the whole list is meant */
  static HermeticException list(String base, String path, int line, String fact) {
    return new HermeticException(
        new Problem(
            "HERM-DISTRO-001",
            Problem.Kind.INPUT,
            base,
            "its list of packages /"
                + ShownText.of(path, 200)
                + " cannot be read"
                + (line == 0 ? "" : ", line " + line)
                + ": "
                + fact,
            "get the image again from where it came from, or take another one"));
  }
}
