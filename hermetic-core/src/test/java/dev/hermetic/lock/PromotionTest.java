package dev.hermetic.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hermetic.diff.Change;
import dev.hermetic.lock.LockRequest.Mode;
import dev.hermetic.lock.LockResult.Outcome;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.testkit.TestChannel;
import dev.hermetic.testkit.TestPackage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A track becomes the stable lock, or it is said why not. */
class PromotionTest {
  @TempDir private Path channels;
  @TempDir private Path folder;

  private LockProject stable;
  private LockProject research;

  @BeforeEach
  void lockBoth() throws IOException {
    stable =
        new LockProject(folder)
            .from(channel("old", "1.0"))
            .environment(
                "channels: [" + LockProject.CHANNEL + "]",
                "platforms: [linux-64]",
                "dependencies: [app]");
    research =
        new LockProject(folder)
            .from(channel("new", "2.0"))
            .lockfile(folder.resolve("research.conda-lock.yml"));
    stable.lock();
    research.lock();
  }

  @Test
  void promote_answeringTrack_becomesTheStableLock() {
    assertThat(stable.lockText()).contains("version: '1.0'");
    Promotion.Result result = promote(false);
    assertThat(result.diff().orElseThrow().count(Change.Kind.UP)).isEqualTo(1);
    assertThat(result.diff().orElseThrow().changes().get(0).asked()).isTrue();
    assertThat(result.written())
        .containsExactly(folder.resolve("conda-linux-64.lock"), stable.lockfile());
    assertThat(stable.lockText()).isEqualTo(stable.text("research.conda-lock.yml"));
    assertThat(stable.text("conda-linux-64.lock"))
        .isEqualTo(stable.text("research.conda-linux-64.lock"));
    assertThat(stable.mode(Mode.FROZEN).lock().outcome()).isEqualTo(Outcome.UP_TO_DATE);

    Promotion.Result again = promote(false);
    assertThat(again.written()).isEmpty();
    assertThat(again.diff().orElseThrow().isEmpty()).isTrue();
  }

  @Test
  void promote_dryRun_onlyTells() {
    var before = stable.lockFiles();
    assertThat(promote(true).diff().orElseThrow().isEmpty()).isFalse();
    assertThat(stable.lockFiles()).isEqualTo(before);
  }

  @Test
  void promote_withoutStableLock_writesTheFirst() throws IOException {
    Files.delete(stable.lockfile());
    assertThat(promote(false).diff()).isEmpty();
    assertThat(stable.lockfile()).exists();
  }

  @Test
  void promote_trackOfOtherSettings_isRefused() {
    var before = stable.lockFiles();
    stable.excludeNewer("2020-01-01");
    assertThatThrownBy(() -> promote(false))
        .isInstanceOf(HermeticException.class)
        .hasMessageStartingWith(
            "HERM-TRACK-008 research.conda-lock.yml: the lock does not answer what the project"
                + " itself asks for:\n  research.conda-lock.yml:")
        .hasMessageEndingWith(
            "\n  Fix: change the project's environment files or parameters to what the track has,"
                + " or lock the track again with those of the project");
    assertThat(stable.lockFiles()).isEqualTo(before);
  }

  /** Whoever has no limit has none that these packages could break; and gets none with them. */
  @Test
  void promote_trackWithADateOfItsOwn_goesOverWithoutIt() {
    research.excludeNewer("2026-01-01").lock();
    assertThat(stable.text("research.conda-lock.yml")).contains("hermetic_exclude_newer");
    promote(false);
    assertThat(stable.lockText()).contains("version: '2.0'").doesNotContain("exclude_newer");
    assertThat(stable.mode(Mode.FROZEN).lock().outcome()).isEqualTo(Outcome.UP_TO_DATE);
  }

  @Test
  void promote_trackThatLacksASpec_isRefused() {
    stable.environment(
        "channels: [" + LockProject.CHANNEL + "]",
        "platforms: [linux-64]",
        "dependencies: [app, tool]");
    assertThatThrownBy(() -> promote(false)).hasMessageStartingWith("HERM-TRACK-008 ");
  }

  @Test
  void promote_noLockOfTheTrack_isAnAbsence() throws IOException {
    Files.delete(research.lockfile());
    assertThatThrownBy(() -> promote(false))
        .isInstanceOfSatisfying(
            HermeticException.class, failure -> assertThat(failure.isAbsence()).isTrue())
        .hasMessage(
            "HERM-TRACK-007 research.conda-lock.yml: the track has no lock that could become the"
                + " stable one\n  Fix: run `mvn hermetic:lock` first, or correct the name of the track");
  }

  private Promotion.Result promote(boolean dryRun) {
    return new Promotion(stable.service()).promote(stable.request(), research.lockfile(), dryRun);
  }

  private String channel(String name, String version) {
    return TestChannel.url(
        TestChannel.create()
            .add(TestPackage.of("app", version))
            .add(TestPackage.of("tool", "1"))
            .write(channels.resolve(name)));
  }
}
