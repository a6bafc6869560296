package dev.hermetic.lock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hermetic.lock.LockRequest.Mode;
import dev.hermetic.lock.LockResult.Outcome;
import dev.hermetic.platform.Platform;
import dev.hermetic.testkit.TestChannel;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Locks as of a day. NumPy 2.0.1 is two days and a half old, all else years; one has no date. */
class LockExcludeNewerTest {
  @TempDir Path directory;
  private LockProject project;

  @BeforeEach
  void prepare() {
    project =
        new LockProject(directory.resolve("project"))
            .from(TestChannel.url(LockChannel.sample().write(directory.resolve("channel"))))
            .channels(LockProject.CHANNEL)
            .platforms(Platform.LINUX_64, Platform.WIN_64)
            .environment("dependencies: [python, numpy]");
  }

  @ParameterizedTest
  @CsvSource({
    "2026-10-29, 2026-10-30T00:00:00Z, 2.0.1",
    "2026-10-28, 2026-10-29T00:00:00Z, 1.26.4",
    "2026-10-30T00:00:00Z, 2026-10-30T00:00:00Z, 2.0.1",
    "2026-10-29T23:59:59+00:00, 2026-10-29T23:59:59Z, 1.26.4",
    "2026-10-30T01:00:00+02:00, 2026-10-29T23:00:00Z, 1.26.4",
    "2d, 2026-10-30T12:00:00Z, 2.0.1",
    "3d, 2026-10-29T12:00:00Z, 1.26.4",
    "P3D, 2026-10-29T12:00:00Z, 1.26.4"
  })
  void lock_limit_isAppliedAndRecorded(String text, String instant, String version) {
    LockResult result = project.excludeNewer(text).lock();
    assertThat(LockProject.chosen(result, Platform.LINUX_64)).contains("numpy " + version + " 0");
    assertThat(result.lockfile().metadata().custom())
        .containsEntry("hermetic_exclude_newer", text + "=" + instant);
    assertThat(project.warnings()).isEmpty();
  }

  @Test
  void lock_sameDurationLater_keepsInstant() {
    project.excludeNewer("3d").lock();
    String first = project.lockText();
    project.at(LockProject.NOW.plus(Duration.ofDays(30)));
    assertThat(project.mode(Mode.FROZEN).lock().outcome()).isEqualTo(Outcome.UP_TO_DATE);
    assertThat(project.mode(Mode.IF_STALE).lock().outcome()).isEqualTo(Outcome.UP_TO_DATE);
    assertThat(project.mode(Mode.ALWAYS).lock().outcome()).isEqualTo(Outcome.UNCHANGED);
    assertThat(project.lockText()).isEqualTo(first);

    project.environment("dependencies: [python, numpy, app]").mode(Mode.IF_STALE).lock();
    assertThat(project.lockText()).contains("hermetic_exclude_newer: 3d=2026-10-29T12:00:00Z");
  }

  @Test
  void lock_otherDurationLater_countsFromThen() {
    project.excludeNewer("3d").lock();
    project.at(LockProject.NOW.plus(Duration.ofDays(30))).excludeNewer("4d");
    assertThat(project.mode(Mode.FROZEN).failure())
        .contains("exclude_newer was 3d=2026-10-29T12:00:00Z, is 4d=2026-11-27T12:00:00Z");
    LockResult kept = project.mode(Mode.IF_STALE).lock();
    assertThat(project.lockText()).contains("hermetic_exclude_newer: 4d=2026-11-27T12:00:00Z");
    assertThat(LockProject.chosen(kept, Platform.WIN_64)).contains("numpy 1.26.4 0");
    LockResult afresh = project.mode(Mode.ALWAYS).lock();
    assertThat(LockProject.chosen(afresh, Platform.WIN_64)).contains("numpy 2.0.1 0");
  }

  @Test
  void lock_recordWithoutDate_isKeptAndCounted() {
    project.environment("dependencies: [python, numpy, undated]").excludeNewer("2d");
    LockResult result = project.lock();
    assertThat(LockProject.chosen(result, Platform.LINUX_64)).contains("undated 1.0 0");
    assertThat(project.warnings())
        .containsExactly(
            "HERM-LOCK-107 hermetic.excludeNewer: 2 locked packages have no time stamp, so 2d"
                + " could not be applied to them: undated 1.0"
                + "\n  Fix: see whether these versions are old enough, or pin them in the environment file");
  }

  @Test
  void lock_oneRecordWithoutDate_isOne() {
    project
        .environment("dependencies: [python, numpy, undated]")
        .platforms(Platform.WIN_64)
        .excludeNewer("2d")
        .lock();
    assertThat(project.warnings())
        .singleElement()
        .asString()
        .contains("1 locked package has no time stamp, so 2d could not be applied to it");
  }

  @Test
  void lock_everythingTooNew_saysWhy() {
    assertThat(project.excludeNewer("2020-01-01").failure())
        .isEqualTo(
            """
            HERM-SOLVE-001 environment.yml:1:16: neither `python` nor `numpy` can be met on linux-64, win-64: what they need is later than 2020-01-02T00:00:00Z (hermetic.excludeNewer)
              ├─ `python` (environment.yml:1)
              │  └─ it is later than 2020-01-02T00:00:00Z (hermetic.excludeNewer): python 3.10.14 and python 3.11.9
              └─ `numpy` (environment.yml:1)
                 └─ it is later than 2020-01-02T00:00:00Z (hermetic.excludeNewer): numpy 1.24.4, numpy 1.26.4 and numpy 2.0.1
              Fix: set -Dhermetic.excludeNewer=2024-01-01 or later""");
  }

  @Test
  void lock_notALimit_isRefused() {
    assertThat(project.excludeNewer("yesterday").failure())
        .isEqualTo(
            """
            HERM-LOCK-101 hermetic.excludeNewer: `yesterday` is neither an instant, nor a date, nor a duration
              Fix: write it as 2026-08-01T12:00:00Z, 2026-08-01, or 7d""");
  }
}
