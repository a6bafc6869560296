package dev.hermetic.report;

import dev.hermetic.event.Event;
import dev.hermetic.event.Listener;
import dev.hermetic.fetch.FetchSettings;
import dev.hermetic.ledger.LedgerMemory;
import dev.hermetic.lock.LockRequest;
import dev.hermetic.lock.LockResult;
import dev.hermetic.lock.LockService;
import dev.hermetic.report.model.LockParts;
import dev.hermetic.report.model.ReportFiles;
import dev.hermetic.report.model.ReportModel;
import dev.hermetic.work.Ahead;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes the report of a project from what is there: its lock, held against the environment, what earlier
 * goals have left, and the ledger. Nothing is solved for a new lock, and no connection opened.
 */
public final class ReportService {
  private final FetchSettings settings;
  private final Clock clock;
  private final LedgerMemory ledgers;
  private final Listener listener;

  /**
   * @param settings whose cache has the repodata
   * @param ledgers of all reports of a build
   */
  public ReportService(
      FetchSettings settings, Clock clock, LedgerMemory ledgers, Listener listener) {
    this.settings = settings;
    this.clock = clock;
    this.ledgers = ledgers;
    this.listener = listener;
  }

  /**
   * What to report of and where to.
   *
   * @param lock which lock, and what it has to answer; there may be none
   * @param files where the rest lies
   * @param title name of the project
   * @param generator what makes the report
   * @param timestamp of the build, where it says one
   * @param track whose lock that is, {@code stable} for the project's own
   * @param page makes the page of specs against locks
   * @param from an earlier lock, see {@link LockParts#in}
   * @param directory of the report
   * @param singleFile whether all is to be in one page
   */
  public record Request(
      LockRequest lock,
      ReportFiles.Request files,
      String title,
      String generator,
      Optional<Instant> timestamp,
      String track,
      ReportModel.Limits limits,
      Function<LockResult, LockReportRequest> page,
      @Nullable String from,
      Path directory,
      boolean singleFile) {}

  /** A report that was made, and what it tells. */
  public record Made(ReportModel model, ProjectReport.Result files) {}

  /**
   * Makes a report. What is wrong with the files that it is made of is told as warnings, and stands in
   * it.
   *
   * @throws dev.hermetic.problem.HermeticException when the lock or what it answers cannot be read, what is
   *     named as earlier cannot be had, or the report cannot be written
   */
  @SuppressWarnings("try") // templates are read as long as the block at most
  public Made make(Request request) {
    try (Ahead<Boolean> templates = ProjectReport.prepare();
        Ahead<ReportModel> gathered = Ahead.start(() -> gather(request))) {
      ReportModel model = withLock(request, gathered);
      model.problems().forEach(one -> listener.on(new Event.Warning(one)));
      return new Made(
          model,
          new ProjectReport()
              .write(new ReportRequest(model, request.directory(), request.singleFile())));
    }
  }

  private ReportModel gather(Request request) {
    return ReportFiles.gather(
            request.files(), ledgers, request.title(), request.generator(), request.limits())
        .at(request.timestamp())
        .of(request.track());
  }

  private ReportModel withLock(Request request, Ahead<ReportModel> gathered) {
    if (!Files.isRegularFile(request.lock().lockfile())) {
      return gathered.get();
    }
    LockResult lock = new LockService(settings, clock, listener).inspect(request.lock());
    return new LockParts(request.lock(), settings)
        .in(gathered.get(), lock, request.page(), request.from(), listener);
  }
}
