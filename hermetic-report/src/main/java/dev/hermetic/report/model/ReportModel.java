package dev.hermetic.report.model;

import dev.hermetic.image.ImageFacts;
import dev.hermetic.ledger.Ledger;
import dev.hermetic.lock.LockComparison;
import dev.hermetic.problem.Problem;
import dev.hermetic.track.TrackName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * All that the report shows; empty where there is nothing yet.
 *
 * @param title name of the project
 * @param generator what made the report, for example {@code Hermetic 0.1.0}
 * @param track whose lock is meant, which the commands of the pages name
 * @param timestamp shown when given; nothing else depends on time
 * @param changes since an earlier lock
 * @param removed what the image does not have, the most bytes first
 * @param bills of materials
 * @param signatures and statements that were signed
 * @param ledger what happened, by time
 * @param limits what the team asks of its figures
 * @param problems files that could not be read, and what is wrong in the ledger
 */
public record ReportModel(
    String title,
    String generator,
    String track,
    Optional<Instant> timestamp,
    Optional<LockPart> lock,
    Optional<LockComparison.Result> changes,
    Optional<ImageFacts> image,
    List<RemovedPart> removed,
    Optional<ScanPart> scan,
    Optional<VerdictPart> verdict,
    List<FileFact> bills,
    List<FileFact> signatures,
    Ledger ledger,
    Limits limits,
    List<Problem> problems) {

  /** What is asked of figures; empty for nothing. */
  public record Limits(OptionalDouble minimumR, OptionalDouble maximumDfr) {
    /** Nothing is asked. */
    public static final Limits NONE = new Limits(OptionalDouble.empty(), OptionalDouble.empty());
  }

  public ReportModel {
    removed = List.copyOf(removed);
    bills = bills.stream().sorted().toList();
    signatures = signatures.stream().sorted().toList();
    problems = List.copyOf(problems);
  }

  /** A project of which nothing is known yet. */
  public static ReportModel empty(String title, String generator) {
    return new ReportModel(
        title,
        generator,
        TrackName.STABLE,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of(),
        Ledger.EMPTY,
        Limits.NONE,
        List.of());
  }

  /**
   * Whether something was made from, or is about, the lock of this report; also false where there is
   * none.
   *
   * @param sha256 of the bytes of its lock
   */
  public boolean isOfLock(String sha256) {
    return lock.map(LockPart::sha256).filter(sha256::equals).isPresent();
  }

  /** The same with a date of its own. */
  public ReportModel at(Optional<Instant> time) {
    return new ReportModel(
        title, generator, track, time, lock, changes, image, removed, scan, verdict, bills,
        signatures, ledger, limits, problems);
  }

  /** The same with a lock and what moved in it. */
  public ReportModel with(LockPart found, Optional<LockComparison.Result> moved) {
    return new ReportModel(
        title, generator, track, timestamp, Optional.of(found), moved, image, removed, scan,
        verdict, bills, signatures, ledger, limits, problems);
  }

  /** The same of a track, whose events it has alone. */
  public ReportModel of(String name) {
    return new ReportModel(
        title, generator, name, timestamp, lock, changes, image, removed, scan, verdict, bills,
        signatures, ledger.ofTrack(name), limits, problems);
  }
}
