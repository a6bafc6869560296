package dev.hermetic.reproduce;

import dev.hermetic.diff.Change;
import dev.hermetic.diff.LockDiff;
import dev.hermetic.diff.Move;
import dev.hermetic.diff.Pinned;
import dev.hermetic.event.Event;
import dev.hermetic.event.Listener;
import dev.hermetic.fetch.FetchSettings;
import dev.hermetic.lock.LockRequest;
import dev.hermetic.lock.LockService;
import dev.hermetic.lockfile.Lockfile;
import dev.hermetic.platform.Platform;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.text.Count;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Solves the environment without its lock at two dates and compares. The lock is left alone. */
final class ControlService {
  private static final String STAGE = "reproduce:control";

  private final FetchSettings settings;
  private final Clock clock;
  private final Listener listener;

  ControlService(FetchSettings settings, Clock clock, Listener listener) {
    this.settings = settings;
    this.clock = clock;
    this.listener = listener;
  }

  /**
   * Compares. Channels that cannot be reached, or have no answer at a date, are told in the result.
   *
   * @param work where the two locks go
   */
  Control control(ControlRequest request, Platform platform, Path work) {
    long start = clock.millis();
    listener.on(
        new Event.StageStarted(
            STAGE, "Solving without the lock at " + request.from() + " and " + request.to()));
    String date = request.from();
    try {
      Lockfile from = solve(request.lock(), work.resolve("from.conda-lock.yml"), date);
      date = request.to();
      Lockfile to = solve(request.lock(), work.resolve("to.conda-lock.yml"), date);
      LockDiff diff = LockDiff.of(from, to);
      List<Control.Drift> drifted = new ArrayList<>();
      for (Change change : diff.changes()) {
        Move move = change.moves().get(platform);
        if (move != null) {
          drifted.add(new Control.Drift(change.name(), text(move.from()), text(move.to())));
        }
      }
      drifted.sort(Comparator.comparing(Control.Drift::name));
      long gone = drifted.stream().filter(one -> one.after().isEmpty()).count();
      int packages =
          (int)
              (gone
                  + to.packages().stream()
                      .filter(one -> one.platform().equals(platform))
                      .count());
      listener.on(
          new Event.StageFinished(
              STAGE,
              "Without the lock "
                  + Count.of(drifted.size(), "package")
                  + Count.are(drifted.size())
                  + " not the same",
              Math.max(0, clock.millis() - start)));
      return new Control(request.from(), request.to(), packages, drifted, "");
    } catch (HermeticException e) {
      listener.on(new Event.StageDropped(STAGE));
      return new Control(request.from(), request.to(), 0, List.of(), missing(date, e));
    }
  }

  /** The first line of what is wrong: an explanation goes on below it. */
  private static String missing(String date, HermeticException e) {
    String fact = e.problems().get(0).fact();
    String first = fact.lines().findFirst().orElse(fact).strip();
    return e.problems().get(0).code()
        + " "
        + (first.endsWith(":") ? first.substring(0, first.length() - 1) : first)
        + " (as of "
        + date
        + ")";
  }

  private Lockfile solve(LockRequest request, Path lockfile, String date) {
    return new LockService(settings, clock, quiet())
        .lock(request.unlockedAt(lockfile, date))
        .lockfile();
  }

  /** One line for all of it; warnings are those that the lock's own solving gave. */
  private Listener quiet() {
    return event -> {};
  }

  private static String text(Optional<Pinned> pinned) {
    return pinned.map(one -> (one.version() + " " + one.build().orElse("")).strip()).orElse("");
  }
}
