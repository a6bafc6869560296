package dev.hermetic.reproduce;

import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.IoReason;
import dev.hermetic.problem.Problem;
import dev.hermetic.problem.Problem.Kind;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Optional;

/** The problems of the area REPRODUCE. */
final class ReproduceProblems {
  private ReproduceProblems() {}

  static Problem below(Rate rate, BigDecimal minimum, Optional<FirstDifference> difference) {
    String first =
        difference
            .map(one -> "; first " + one.path() + " (" + one.cause().word() + "): " + one.why())
            .orElse("");
    return new Problem(
        "HERM-REPRODUCE-001",
        Kind.POLICY,
        "R of the " + rate.question().word(),
        "is " + rate.identical() + "/" + rate.total() + ", but expected at least "
            + minimum.toPlainString() + first,
        "remove what makes the difference, or lower hermetic.minimumR until it is");
  }

  static Problem oneExperiment(Question question) {
    return new Problem(
        "HERM-REPRODUCE-002",
        Kind.POLICY,
        "R of the " + question.word(),
        "there is one experiment, which is compared with nothing, but hermetic.minimumR asks for a"
            + " figure",
        "set hermetic.reproduce.runs to 2 or more, or keep the experiments of other machines in"
            + " the ledger");
  }

  static HermeticException cannotUse(Path place, IOException cause) {
    return new HermeticException(
        new Problem("HERM-REPRODUCE-003", Kind.ENVIRONMENT, place.toString(),
            "cannot be read or written: " + IoReason.of(cause),
            "make the folder writable and give it free space, then run the goal again"),
        cause);
  }

  static HermeticException noBuild(Path log, String said) {
    return failure("HERM-REPRODUCE-004", Kind.ENVIRONMENT, log.toString(),
        "the process that rebuilds did not come to an end: " + said,
        "see that file; java and, but on Windows, /bin/sh have to be there");
  }

  static HermeticException commandFailed(String parameter, int exitCode, Path log) {
    return failure("HERM-REPRODUCE-005", Kind.INPUT, parameter,
        "the experiment ended with exit code " + exitCode,
        "see what it printed in " + log);
  }

  static HermeticException noOutput(String pattern) {
    return failure("HERM-REPRODUCE-006", Kind.INPUT, "hermetic.reproduce.outputs",
        "the experiment wrote no file that `" + pattern + "` names",
        "name what it writes, relative to the project's folder, for example out/*.json");
  }

  static HermeticException oldOutput(String path) {
    return failure("HERM-REPRODUCE-007", Kind.INPUT, "hermetic.reproduce.outputs",
        path + " was there before, and the experiment did not write it",
        "name only what the experiment writes, or have it write the file each time");
  }

  static HermeticException badPattern(String pattern) {
    return failure("HERM-REPRODUCE-008", Kind.INPUT, "hermetic.reproduce.outputs",
        "`" + pattern + "` is no pattern of files in the project's folder",
        "write it relative to the project's folder and without `..`, for example out/**/*.csv");
  }

  static Problem notMeasured(Peer peer, String why) {
    return new Problem(
        "HERM-REPRODUCE-009",
        Kind.ENVIRONMENT,
        "hermetic.reproduce.peers",
        "a set-up by " + peer + " was not measured: " + why,
        "mend that, or take " + peer + " out of hermetic.reproduce.peers");
  }

  private static HermeticException failure(
      String code, Kind kind, String subject, String fact, String fix) {
    return new HermeticException(new Problem(code, kind, subject, fact, fix));
  }
}
