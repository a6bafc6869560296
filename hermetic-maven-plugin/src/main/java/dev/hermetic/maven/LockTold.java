package dev.hermetic.maven;

import dev.hermetic.diff.DiffText;
import dev.hermetic.lock.LockResult;
import dev.hermetic.lock.LockSummary;
import dev.hermetic.text.TextStyle;
import java.nio.file.Path;
import java.util.function.Function;
import org.apache.maven.plugin.logging.Log;

/** Tells on the console what came of locking. */
final class LockTold {
  private final Log log;
  private final Function<Path, String> shown;

  /**
   * @param shown how a file is called
   */
  LockTold(Log log, Function<Path, String> shown) {
    this.log = log;
    this.shown = shown;
  }

  void tell(LockResult result, String lockfile) {
    switch (result.outcome()) {
      case UP_TO_DATE -> log.info(lockfile + " is up to date");
      case STALE -> throw new IllegalStateException("a goal that locks leaves no stale lock");
      case PLANNED -> {
        changes(result);
        log.info("Nothing was written (hermetic.dryRun)");
      }
      case UNCHANGED -> {
        summary(result);
        stayed(result);
        log.info(lockfile + " is unchanged");
      }
      case WRITTEN -> {
        summary(result);
        changes(result);
        result.written().forEach(file -> log.info("Wrote " + shown.apply(file)));
      }
    }
  }

  private void summary(LockResult result) {
    if (!log.isInfoEnabled()) {
      return; // nobody would see what takes a while to lay out
    }
    LockSummary.lines(result, ConsoleStyle.here()).forEach(log::info);
  }

  private void changes(LockResult result) {
    if (result.changes() != null) {
      log.info("");
      DiffText.lines(result.changes(), ConsoleStyle.here()).forEach(log::info);
    }
    stayed(result);
  }

  private void stayed(LockResult result) {
    if (!result.stayed().isEmpty()) {
      log.info("");
    }
    TextStyle style = ConsoleStyle.here();
    result.stayed().forEach(one -> style.wrap(style.clean(one)).forEach(log::info));
  }
}
