package dev.hermetic.minimize;

import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.Location;
import dev.hermetic.problem.Problem;
import java.io.IOException;
import java.nio.file.Path;

/** What can be wrong about leaving files out. */
final class MinimizeProblems {
  private MinimizeProblems() {}

  static Problem wrongForm(Location location, String subject, String fact) {
    return new Problem(
        "HERM-MIN-001",
        Problem.Kind.INPUT,
        location.toString(),
        subject + " " + fact,
        "write the policy as docs/minimizing.md shows it: extends: small, remove: with a list of"
            + " paths for each kind, keep: with a list of paths");
  }

  static HermeticException cannotRead(Path file, IOException e) {
    return new HermeticException(
        new Problem(
            "HERM-MIN-002",
            Problem.Kind.ENVIRONMENT,
            file.toString(),
            "cannot be read while looking for imports of what would be left out: "
                + e.getMessage(),
            "see that the file may be read, and run the goal again"),
        e);
  }
}
