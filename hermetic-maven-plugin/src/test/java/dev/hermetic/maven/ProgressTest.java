package dev.hermetic.maven;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hermetic.event.Event;
import dev.hermetic.problem.Problem;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.maven.plugin.logging.SystemStreamLog;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private final List<String> told = new ArrayList<>();
  private long now;

  @Test
  void on_inALog_oneLineForEachFinishedStage() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.GERMANY);
      try (Progress progress = new Progress(log(), new LiveLine.None(), () -> now)) {
        progress.on(new Event.StageStarted("fetch:a", "Fetching a"));
        progress.on(new Event.StageProgress("fetch:a", 10, 20));
        progress.on(new Event.StageFinished("fetch:a", "Fetched a", 1250));
      }
    } finally {
      Locale.setDefault(before);
    }
    assertThat(told).containsExactly("INFO Fetched a (1.3 s)");
  }

  @Test
  void on_droppedStage_isNeitherLoggedNorDrawn() {
    try (Progress progress = new Progress(log(), drawn(), () -> now)) {
      progress.on(new Event.StageStarted("fetch:a", "Fetching a"));
      now += 100_000_000;
      progress.on(new Event.StageStarted("fetch:b", "Fetching b"));
      now += 100_000_000;
      progress.on(new Event.StageDropped("fetch:b"));
    }
    assertThat(told)
        .containsExactly(
            "SHOW Fetching a", "SHOW Fetching b  (and 1 more)", "SHOW Fetching a", "CLEAR");
  }

  @Test
  void on_warning_tellsProblemAndFix() {
    Problem problem = new Problem("HERM-X-001", Problem.Kind.INPUT, "a.yml:2", "is odd", "mend it");
    try (Progress progress = new Progress(log(), new LiveLine.None(), () -> now)) {
      progress.on(new Event.Warning(problem));
    }
    assertThat(told).containsExactly("WARN HERM-X-001 a.yml:2: is odd", "WARN   Fix: mend it");
  }

  @Test
  void on_watched_redrawsAtMostTenTimesASecond() {
    try (Progress progress = new Progress(log(), drawn(), () -> now)) {
      progress.on(new Event.StageStarted("fetch:a", "Fetching a"));
      progress.on(new Event.StageProgress("fetch:a", 5_000_000, -1));
      now += 100_000_000;
      progress.on(new Event.StageProgress("fetch:a", 6_250_000, -1));
      now += 100_000_000;
      progress.on(new Event.StageStarted("solve:b", "Solving b"));
      now += 100_000_000;
      progress.on(new Event.StageProgress("solve:b", 1, 3));
      progress.on(new Event.StageFinished("solve:b", "Solved b", 100));
    }
    assertThat(told)
        .containsExactly(
            "SHOW Fetching a",
            "SHOW Fetching a 6.3 MB",
            "SHOW Solving b  (and 1 more)",
            "SHOW Solving b 33 %  (and 1 more)",
            "CLEAR",
            "INFO Solved b (0.1 s)",
            "SHOW Fetching a 6.3 MB",
            "CLEAR");
  }

  @Test
  void redrawn_longText_staysOnOneLine() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    LiveLine line = new LiveLine.Redrawn(new PrintStream(bytes, true, StandardCharsets.UTF_8), 10);
    line.clear();
    line.show("0123456789abc");
    line.clear();
    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .isEqualTo("\r\u001b[K012345678\r\u001b[K");
  }

  private LiveLine drawn() {
    PrintStream out =
        new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8) {
          @Override
          public void print(String text) {
            String shown = text.replace("\r\u001b[K", "");
            told.add(shown.isEmpty() ? "CLEAR" : "SHOW " + shown);
          }
        };
    return new LiveLine.Redrawn(out, 80);
  }

  private SystemStreamLog log() {
    return new SystemStreamLog() {
      @Override
      public void info(CharSequence content) {
        told.add("INFO " + content);
      }

      @Override
      public void warn(CharSequence content) {
        told.add("WARN " + content);
      }
    };
  }
}
