package dev.hermetic.sbom;

import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.Problem;

/** The texts of HERM-SBOM problems. */
final class SbomProblems {
  private SbomProblems() {}

  static HermeticException otherLock(String lockfile) {
    return new HermeticException(
        new Problem(
            "HERM-SBOM-001",
            Problem.Kind.POLICY,
            lockfile,
            "the image in the build folder was made of another lock, so no bill can be of both",
            "run `mvn hermetic:image` again, or `mvn clean` where no image is wanted"));
  }
}
