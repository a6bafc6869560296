package dev.hermetic.pypi.lock;

import dev.hermetic.problem.HermeticException;
import dev.hermetic.pypi.tag.WheelTarget;
import dev.hermetic.pypi.version.PypiVersion;
import dev.hermetic.record.PackageRecord;
import java.util.Optional;

/** The Python that conda brings to a target. */
final class TargetPython {
  private TargetPython() {}

  /**
   * What wheels have to fit.
   *
   * @throws HermeticException HERM-PIP-002, HERM-PIP-003
   */
  static WheelTarget of(PipTarget target) {
    Optional<PackageRecord> python =
        target.records().stream().filter(one -> one.name().equals("python")).findFirst();
    Optional<PypiVersion> version =
        python.flatMap(one -> PypiVersion.tryParse(one.version()));
    if (python.isEmpty() || version.isEmpty() || version.get().release().size() < 2) {
      throw new HermeticException(PipProblems.noPython(target.section(), target.platform()));
    }
    if (python.get().build().contains("pypy") || python.get().build().contains("graalpy")) {
      throw new HermeticException(
          PipProblems.otherPython(
              target.section(),
              target.platform(),
              "python " + python.get().version() + " " + python.get().build()));
    }
    boolean freeThreaded =
        target.records().stream()
            .filter(one -> one.name().equals("python_abi") || one.name().equals("python"))
            .anyMatch(one -> one.build().matches(".*cp3\\d+t"));
    return new WheelTarget(
        target.platform(), target.virtualPackages(), version.get(), freeThreaded);
  }
}
