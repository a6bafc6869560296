package dev.hermetic.summary;

import dev.hermetic.check.CheckResult;
import dev.hermetic.event.Event;
import dev.hermetic.event.Listener;
import dev.hermetic.fetch.FetchSettings;
import dev.hermetic.ledger.Ledger;
import dev.hermetic.ledger.LedgerReader;
import dev.hermetic.lock.LockComparison;
import dev.hermetic.lock.LockService;
import dev.hermetic.oci.Digest;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.Problem;
import dev.hermetic.text.Count;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Sums up what a build has found about a lock, against what is known from before. */
public final class SummaryService {
  /** Of a lock; who wants all runs the check. */
  private static final int MOST_PROBLEMS = 10;

  /** As in each review that begins an environment: nobody has anything to mend. */
  private static final String NOT_IN_REVISION = "HERM-GIT-004";

  private final FetchSettings settings;
  private final Clock clock;
  private final Listener listener;

  public SummaryService(FetchSettings settings, Clock clock, Listener listener) {
    this.settings = settings;
    this.clock = clock;
    this.listener = listener;
  }

  /**
   * Sums up. A lock that is not there, cannot be read, does not answer its environment or cannot be
   * compared is part of the summary and no failure: without a summary the one of an earlier push would
   * stay where a bot has posted it.
   *
   * @throws HermeticException HERM-LEDGER-001, HERM-LEDGER-002
   */
  public Summary sumUp(SummaryRequest request) {
    List<String> notes = new ArrayList<>();
    List<Fact> facts = new ArrayList<>();
    request.outcome().flatMap(SummaryService::job).ifPresent(facts::add);
    facts.add(lock(request, notes));
    Ledger now = read(request, request.events());
    Ledger before = read(request, request.ledger());
    Path lock = request.lock().lockfile();
    if (!Files.exists(lock)) {
      // That there is none says all: it can be neither scanned nor compared.
      return new Summary(request.name(), facts, Optional.empty(), notes);
    }
    facts.addAll(new EventFacts(now, before, digest(lock), notes).facts());
    return new Summary(request.name(), facts, compare(request, notes), notes);
  }

  /** What was not done leaves no event, and a summary without it would look well. */
  static Optional<Fact> job(String outcome) {
    return outcome.equals("success")
        ? Optional.empty()
        : Optional.of(
            new Fact(Fact.State.FAILED, "Job", outcome + ": not all was done, see its log", "", ""));
  }

  private Fact lock(SummaryRequest request, List<String> notes) {
    try {
      CheckResult check = new LockService(settings, clock, Listener.SILENT).check(request.lock());
      check.problems().stream().limit(MOST_PROBLEMS).forEach(one -> notes.add(text(one)));
      return lock(check);
    } catch (HermeticException e) {
      e.problems().stream().limit(MOST_PROBLEMS).forEach(one -> notes.add(text(one)));
      return new Fact(
          Fact.State.FAILED,
          "Lock",
          "cannot be checked: " + Count.of(e.problems().size(), "problem"),
          "",
          "");
    }
  }

  private static Fact lock(CheckResult check) {
    return new Fact(
        check.passed() ? Fact.State.PASSED : Fact.State.FAILED,
        "Lock",
        check.passed()
            ? "answers its environment: "
                + Count.of(check.packages(), "package")
                + ", "
                + Count.of(check.platforms(), "platform")
            : "does not answer its environment: "
                + Count.of(check.problems().size(), "problem"),
        "",
        "");
  }

  private Optional<LockComparison.Result> compare(SummaryRequest request, List<String> notes) {
    try {
      return Optional.of(
          new LockComparison(settings, Listener.SILENT)
              .compare(request.lock(), request.from(), null));
    } catch (HermeticException e) {
      Problem problem = e.problems().get(0);
      String told = text(problem);
      if (problem.code().equals(NOT_IN_REVISION)) {
        notes.add("The lock is new: " + problem.subject() + " " + problem.fact());
      } else if (!notes.contains(told)) {
        notes.add("The lock was not compared: " + told);
      }
      return Optional.empty();
    }
  }

  private Ledger read(SummaryRequest request, Path file) {
    Path directory = request.lock().directory();
    Path shown = file.startsWith(directory) ? directory.relativize(file) : file;
    Ledger ledger = LedgerReader.read(file, shown.toString(), clock.instant());
    ledger.problems().forEach(one -> listener.on(new Event.Warning(one)));
    return ledger.ofTrack(request.track());
  }

  private static String digest(Path lockfile) {
    try {
      return Digest.of(Files.readAllBytes(lockfile)).hex();
    } catch (IOException e) {
      // The check has told that it cannot be read; no event is of it.
      return "";
    }
  }

  private static String text(Problem problem) {
    return problem.subject() + ": " + problem.fact() + "; " + problem.fix();
  }
}
