package dev.hermetic.lock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hermetic.event.Event;
import dev.hermetic.platform.Platform;
import dev.hermetic.solve.Proof;
import dev.hermetic.solve.Proof.Change;
import dev.hermetic.solve.Proof.Verdict;
import dev.hermetic.testkit.TestChannel;
import dev.hermetic.testkit.TestPackage;
import dev.hermetic.text.TextStyle;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Locks whose answers are proven. */
class LockProveTest {
  @TempDir Path directory;
  private LockProject project;

  @BeforeEach
  void writeChannel() {
    project = new LockProject(directory).from(url("first", "0.9"));
    project.environment(
        "channels: [" + LockProject.CHANNEL + "]",
        "platforms: [linux-64, win-64]",
        "dependencies:\n  - uvicorn\n  - fastapi\n  - numpy=1  # [linux64]");
  }

  private String url(String folder, String numpy) {
    return TestChannel.url(
        TestChannel.create()
            .add(TestPackage.of("fastapi", "0.2", "click <8").withNoarch("python"))
            .add(TestPackage.of("fastapi", "0.1").withNoarch("python"))
            .add(TestPackage.of("uvicorn", "0.52", "click >=8").withNoarch("python"))
            .add(TestPackage.of("uvicorn", "0.51").withNoarch("python"))
            .add(TestPackage.of("click", "8").withNoarch("python"))
            .add(TestPackage.of("click", "7").withNoarch("python"))
            .add(TestPackage.of("numpy", "1").withNoarch("python"))
            .add(TestPackage.of("numpy", numpy).withNoarch("python"))
            .write(directory.resolve(folder)));
  }

  @Test
  void lock_unasked_provesNothing() {
    assertThat(project.lock().proofs()).isEmpty();
  }

  @Test
  void lock_proves_andWritesTheSameBytes() {
    project.lock();
    var files = project.lockFiles();
    LockResult result = project.proving().lock();
    assertThat(result.outcome()).isEqualTo(LockResult.Outcome.UNCHANGED);
    assertThat(project.lockFiles()).isEqualTo(files);
    assertThat(result.proofs().keySet()).containsExactly(Platform.LINUX_64, Platform.WIN_64);
    Proof proof = result.proofs().get(Platform.LINUX_64);
    assertThat(proof).isEqualTo(result.proofs().get(Platform.WIN_64));
    assertThat(proof)
        .isEqualTo(
            new Proof(
                Verdict.TRADE_OFFS,
                List.of(),
                List.of(
                    new Proof.TradeOff(
                        new Change("uvicorn", "0.51", "0.52"),
                        List.of(new Change("fastapi", "0.2", "0.1")),
                        List.of(),
                        List.of("uvicorn>=0.52"))),
                List.of()));
    assertThat(LockSummary.lines(result, new TextStyle(300, false)))
        .contains(
            "uvicorn 0.51 instead of 0.52 on linux-64, win-64 because fastapi stays at 0.2 (else"
                + " 0.1); take the other with `uvicorn>=0.52`");
  }

  @Test
  void lock_tellsTheStages() {
    project.proving().lock();
    assertThat(project.events)
        .filteredOn(Event.StageFinished.class::isInstance)
        .extracting(event -> ((Event.StageFinished) event).summary())
        .contains("Proved linux-64: 1 trade-off", "Proved win-64: 1 trade-off");
  }

  @Test
  void inspect_provesTheLockAsItIs() {
    LockResult locked = project.proving().lock();
    project.mode(LockRequest.Mode.FROZEN);
    assertThat(project.service().inspect(project.request()).proofs()).isEqualTo(locked.proofs());
  }

  @Test
  void inspect_ofALockThatTheRepodataHaveLeftBehind_saysWhatCouldBeNewer() {
    project.lock();
    project.environment(
        "channels: [" + LockProject.CHANNEL + "]",
        "platforms: [linux-64, win-64]",
        "dependencies:\n  - uvicorn\n  - fastapi\n  - numpy  # [linux64]");
    project.lock();
    project.from(url("second", "1.1"));
    project.mode(LockRequest.Mode.FROZEN).proving();
    LockResult result = project.service().inspect(project.request());
    assertThat(result.outcome()).isEqualTo(LockResult.Outcome.UP_TO_DATE);
    assertThat(result.proofs()).containsOnlyKeys(Platform.LINUX_64, Platform.WIN_64);
    assertThat(result.proofs().get(Platform.LINUX_64))
        .isEqualTo(
            new Proof(
                Verdict.NOT_NEWEST,
                List.of(new Change("numpy", "1", "1.1")),
                List.of(),
                List.of()));
  }

  @Test
  void inspect_ofAStaleLock_provesNothing() {
    project.proving().lock();
    project.environment(
        "channels: [" + LockProject.CHANNEL + "]",
        "platforms: [linux-64, win-64]",
        "dependencies:\n  - uvicorn");
    project.mode(LockRequest.Mode.FROZEN);
    LockResult result = project.service().inspect(project.request());
    assertThat(result.outcome()).isEqualTo(LockResult.Outcome.STALE);
    assertThat(result.proofs()).isEmpty();
  }
}
