package dev.hermetic.report.model;

import dev.hermetic.event.Listener;
import dev.hermetic.fetch.FetchSettings;
import dev.hermetic.git.GitFolder;
import dev.hermetic.graph.LockGraph;
import dev.hermetic.graph.Root;
import dev.hermetic.image.PushGate;
import dev.hermetic.lock.LockComparison;
import dev.hermetic.lock.LockRequest;
import dev.hermetic.lock.LockResult;
import dev.hermetic.lock.LockView;
import dev.hermetic.lockfile.LockedPackage;
import dev.hermetic.platform.Platform;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.report.LockReportRequest;
import dev.hermetic.tree.Known;
import dev.hermetic.tree.Newer;
import dev.hermetic.tree.NewerSearch;
import dev.hermetic.work.Ahead;
import dev.hermetic.work.Parallel;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Gathers what a report says of a lock, from the files of a project and the cache alone. */
public final class LockParts {
  private final LockRequest request;
  private final FetchSettings settings;

  public LockParts(LockRequest request, FetchSettings settings) {
    this.request = request;
    this.settings = settings;
  }

  /**
   * A report with the lock and what moved in it since an earlier one, both of which are found out at once.
   *
   * @param page makes the page of specs against locks
   * @param from a revision or file; null for the newest tag that the checkout has. Without a tag, or where it has
   *     no lock, nothing is told of changes
   * @throws HermeticException when files are missing or cannot be read, or what was named cannot be had
   */
  public ReportModel in(
      ReportModel report,
      LockResult result,
      Function<LockResult, LockReportRequest> page,
      @Nullable String from,
      Listener listener) {
    try (Ahead<Optional<LockComparison.Result>> changes =
        Ahead.start(() -> changes(result, from, listener))) {
      LockPart lock = lock(page.apply(result), result);
      return report.with(lock, changes.get());
    }
  }

  /**
   * The lock and what could be newer in it.
   *
   * @param specs the page of specs against locks
   * @throws HermeticException when files are missing or cannot be read
   */
  public LockPart lock(LockReportRequest specs, LockResult result) {
    LockView view = LockView.of(request, result, settings.environment());
    Known known = view.known(request, result, settings);
    SortedMap<String, SortedMap<Platform, Newer>> newer = new TreeMap<>();
    List<SortedMap<String, Newer>> found =
        Parallel.map(
            view.graphs(),
            Runtime.getRuntime().availableProcessors(),
            graph -> newer(graph, known));
    for (int i = 0; i < found.size(); i++) {
      Platform platform = view.graphs().get(i).platform();
      for (Map.Entry<String, Newer> one : found.get(i).entrySet()) {
        newer
            .computeIfAbsent(one.getKey(), name -> new TreeMap<>())
            .put(platform, one.getValue());
      }
    }
    return new LockPart(
        specs, PushGate.sha256(request.lockfile()), view.graphs(), result.records(), newer);
  }

  private static SortedMap<String, Newer> newer(LockGraph graph, Known known) {
    NewerSearch search = new NewerSearch(graph, known);
    SortedMap<String, Newer> newer = new TreeMap<>();
    for (Root root : graph.roots()) {
      LockedPackage locked = graph.answer(root).orElse(null);
      if (locked != null) {
        newer.computeIfAbsent(locked.name(), name -> search.of(locked));
      }
    }
    return newer;
  }

  private Optional<LockComparison.Result> changes(
      LockResult result, @Nullable String from, Listener listener) {
    LockComparison comparison = new LockComparison(settings, listener);
    if (from != null) {
      return Optional.of(comparison.changes(request, from, result));
    }
    Optional<String> tag = new GitFolder(request.directory()).newestTag();
    if (tag.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(comparison.changes(request, tag.get(), result));
    } catch (HermeticException e) {
      // Nobody asked for this tag; a release from before there was a lock is no fault.
      return Optional.empty();
    }
  }
}
