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
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
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
   * The lock and what could be newer in it.
   *
   * @param specs the page of specs against locks
   * @throws HermeticException when files are missing or cannot be read
   */
  public LockPart lock(LockReportRequest specs, LockResult result) {
    LockView view = LockView.of(request, result.lockfile(), settings.environment());
    Known known = view.known(request, settings);
    SortedMap<String, SortedMap<Platform, Newer>> newer = new TreeMap<>();
    for (LockGraph graph : view.graphs()) {
      NewerSearch search = new NewerSearch(graph, known);
      for (Root root : graph.roots()) {
        LockedPackage locked = graph.answer(root).orElse(null);
        if (locked != null) {
          newer
              .computeIfAbsent(locked.name(), name -> new TreeMap<>())
              .computeIfAbsent(graph.platform(), platform -> search.of(locked));
        }
      }
    }
    return new LockPart(
        specs, PushGate.sha256(request.lockfile()), view.graphs(), result.records(), newer);
  }

  /**
   * What moved since an earlier lock.
   *
   * @param from a revision or file; null for the newest tag that the checkout has
   * @return empty when nothing was named and there is no tag, or the tag has no lock
   * @throws HermeticException when what was named cannot be had or read
   */
  public Optional<LockComparison.Result> changes(@Nullable String from, Listener listener) {
    LockComparison comparison = new LockComparison(settings, listener);
    if (from != null) {
      return Optional.of(comparison.compare(request, from, null));
    }
    Optional<String> tag = new GitFolder(request.directory()).newestTag();
    if (tag.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(comparison.compare(request, tag.get(), null));
    } catch (HermeticException e) {
      // Nobody asked for this tag; a release from before there was a lock is no fault.
      return Optional.empty();
    }
  }
}
