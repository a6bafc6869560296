package dev.hermetic.maven;

import dev.hermetic.event.Event;
import dev.hermetic.event.Listener;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.maven.plugin.logging.Log;

/**
 * Tells how the work goes on: one line for each finished stage, and for a person also a line that is
 * drawn over and over with the stages that are under way.
 */
final class Progress implements Listener, AutoCloseable {
  private static final long REDRAW_NANOS = 100_000_000;
  private static final int DEFAULT_WIDTH = 80;
  private static final double MEGABYTE = 1e6;

  /** A stage under way. */
  private record Stage(String title, long done, long total) {
    Stage at(long newDone, long newTotal) {
      return new Stage(title, newDone, newTotal);
    }
  }

  private final Log log;
  private final LiveLine line;
  private final LongSupplier nanoTime;
  private final Map<String, Stage> stages = new LinkedHashMap<>();
  private long drawnAt;

  Progress(Log log, LiveLine line, LongSupplier nanoTime) {
    this.log = log;
    this.line = line;
    this.nanoTime = nanoTime;
    this.drawnAt = nanoTime.getAsLong() - REDRAW_NANOS;
  }

  /** The progress of this process: redrawn when watched. */
  static Progress of(Log log, boolean watched, Map<String, String> environment) {
    PrintStream out = System.out;
    LiveLine line = watched ? new LiveLine.Redrawn(out, width(environment)) : new LiveLine.None();
    return new Progress(log, line, System::nanoTime);
  }

  @Override
  public synchronized void on(Event event) {
    if (event instanceof Event.StageStarted started) {
      stages.put(started.stage(), new Stage(started.title(), 0, -1));
      draw();
    } else if (event instanceof Event.StageProgress progress) {
      stages.computeIfPresent(
          progress.stage(), (key, stage) -> stage.at(progress.done(), progress.total()));
      draw();
    } else if (event instanceof Event.StageFinished finished) {
      stages.remove(finished.stage());
      say(() -> log.info(finished.summary() + " (" + seconds(finished.millis()) + ")"));
    } else if (event instanceof Event.StageDropped dropped) {
      stages.remove(dropped.stage());
      draw();
    } else if (event instanceof Event.Warning warning) {
      say(() -> ConsoleStyle.here().shown(warning.problem().render()).lines().forEach(log::warn));
    }
  }

  @Override
  public synchronized void close() {
    stages.clear();
    line.clear();
  }

  /** A log line takes the place of the drawn one, which comes back below it. */
  private void say(Runnable logging) {
    line.clear();
    logging.run();
    if (!stages.isEmpty()) {
      drawnAt = nanoTime.getAsLong();
      line.show(text());
    }
  }

  private void draw() {
    long now = nanoTime.getAsLong();
    if (now - drawnAt >= REDRAW_NANOS) {
      drawnAt = now;
      line.show(text());
    }
  }

  /** The newest stage, and how many others there are. */
  private String text() {
    Stage newest = null;
    for (Stage stage : stages.values()) {
      newest = stage;
    }
    if (newest == null) {
      return "";
    }
    String others = stages.size() > 1 ? "  (and " + (stages.size() - 1) + " more)" : "";
    return newest.title() + amount(newest) + others;
  }

  private static String amount(Stage stage) {
    if (stage.total() > 0) {
      return String.format(Locale.ROOT, " %d %%", 100 * stage.done() / stage.total());
    }
    return stage.done() > 0
        ? String.format(Locale.ROOT, " %.1f MB", stage.done() / MEGABYTE)
        : "";
  }

  private static String seconds(long millis) {
    return String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
  }

  private static int width(Map<String, String> environment) {
    String columns = environment.getOrDefault("COLUMNS", "");
    return columns.matches("[1-9]\\d{1,3}") ? Integer.parseInt(columns) : DEFAULT_WIDTH;
  }
}
