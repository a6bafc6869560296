package dev.hermetic.ledger;

import static dev.hermetic.ledger.Events.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hermetic.event.Event;
import dev.hermetic.event.Listener;
import dev.hermetic.problem.HermeticException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordServiceTest {
  @TempDir Path folder;
  private Instant now = NOON;
  private String track = "stable";
  private final InstantSource clock = () -> now;
  private final List<Event> heard = new ArrayList<>();

  @Test
  void record_eventsOfTheBuild_onceHoweverOften() throws IOException {
    Files.writeString(folder.resolve("conda-lock.yml"), "version: 1\n");
    LedgerEvent event = build().add(EventKind.INSTALL, "linux-64", EventData.EMPTY);
    assertThat(event.lock())
        .isEqualTo("09bfcc6a14b83e2192b8673677725c84883ee9cd0c70e45c9ec09daa8f2b2847");
    assertThat(event.machine()).isEqualTo(MachineClass.here());
    assertThat(record().added()).containsExactly(event);
    assertThat(record().lines())
        .containsExactly("Nothing new for hermetic-ledger.jsonl, which has 1 event");
  }

  @Test
  void record_deployments_tellsHowManyFailed() throws IOException {
    Path runs =
        Files.writeString(
            folder.resolve("runs.csv"),
            "time,outcome,reason\n2026-01-01,failure,drift\n2026-01-02,success,\n2026-01-03,skipped,\n");
    record(Optional.empty(), "", List.of(runs), OptionalDouble.empty());
    build().add(EventKind.INSTALL, "linux-64", EventData.EMPTY);
    now = NOON.plusSeconds(1);
    RecordResult result =
        record(
            Optional.of(DeploymentOutcome.FAILURE),
            "https://me:secret@host is down",
            List.of(runs),
            OptionalDouble.of(0.5));
    assertThat(result.lines())
        .containsExactly(
            "Recorded 2 events in hermetic-ledger.jsonl, which has 4 events",
            "1 imported run was cancelled, skipped or has not ended; left out",
            "Deployments: 2 of 3 failed, DFR 66.7 % (95 %: 20.8 to 93.9 %)",
            "  before Hermetic: 1 of 2 failed, DFR 50.0 % (95 %: 9.5 to 90.5 %)",
            "  with Hermetic: 1 of 1 failed, DFR 100.0 % (95 %: 20.7 to 100.0 %)");
    assertThat(Deployments.of(result.ledger()).reasons())
        .containsOnlyKeys("drift", "https://***@host is down");
    assertThatThrownBy(result::enforce)
        .hasMessage(
            """
            HERM-LEDGER-020 hermetic-ledger.jsonl: 1 of 1 failed, DFR 100.0 % (95 %: 20.7 to 100.0 %), and hermetic.maximumDfr allows 50.0 %
              Fix: mend what made them fail (the reasons are in the ledger), or allow more""");
  }

  @Test
  void record_withinTheLimitOrWithoutDeployments_passes() {
    record(Optional.empty(), "", List.of(), OptionalDouble.of(0)).enforce();
    record(Optional.of(DeploymentOutcome.SUCCESS), "", List.of(), OptionalDouble.of(0)).enforce();
    assertThat(Deployments.of(Ledger.EMPTY).all()).isEmpty();
    assertThat(Deployments.of(Ledger.EMPTY).after()).isEmpty();
  }

  @Test
  void record_badImport_writesNothing() throws IOException {
    build().add(EventKind.INSTALL, "linux-64", EventData.EMPTY);
    Path runs = Files.writeString(folder.resolve("runs.csv"), "time,outcome\nnow,success\n");
    assertThatThrownBy(
            () -> record(Optional.empty(), "", List.of(runs), OptionalDouble.empty()))
        .isInstanceOf(HermeticException.class)
        .hasMessageContaining("runs.csv:2");
    assertThat(folder.resolve("hermetic-ledger.jsonl")).doesNotExist();
  }

  @Test
  void record_brokenLines_areWarnedOf() throws IOException {
    Files.writeString(folder.resolve("hermetic-ledger.jsonl"), "broken\n");
    record();
    assertThat(heard).singleElement().extracting(Object::toString).asString()
        .contains("HERM-LEDGER-003", "hermetic-ledger.jsonl:1");
  }

  @Test
  void record_inACheckout_tellsHowGitShouldMerge() throws IOException {
    Files.createDirectory(folder.resolve(".git"));
    assertThat(record(Optional.of(DeploymentOutcome.SUCCESS), "", List.of(), OptionalDouble.empty()).hint())
        .contains(
            "Add `hermetic-ledger.jsonl merge=union` to .gitattributes, so that git joins two ledgers");
    Files.writeString(
        folder.resolve(".gitattributes"), "hermetic-ledger.jsonl text eol=lf merge=union\n");
    now = NOON.plusSeconds(1);
    assertThat(record(Optional.of(DeploymentOutcome.SUCCESS), "", List.of(), OptionalDouble.empty()).hint())
        .isEmpty();
  }

  @Test
  void times_ofAnInstallation_addUp() {
    long[] nanos = {0};
    InstallTimes times = new InstallTimes(heard::add, () -> nanos[0]);
    times.on(new Event.StageStarted("fetch:base-layer", ""));
    nanos[0] += 90_000_000;
    times.on(new Event.StageFinished("fetch:base-layer", "", 90));
    times.on(new Event.StageStarted("packages", ""));
    nanos[0] += 1_000_000;
    times.on(new Event.StageStarted("fetch:a", ""));
    nanos[0] += 10_000_000;
    times.on(new Event.StageStarted("fetch:b", ""));
    times.on(new Event.StageProgress("fetch:a", 500, 1000));
    times.on(new Event.StageProgress("fetch:a", 1000, 1000));
    nanos[0] += 10_000_000;
    times.on(new Event.StageFinished("fetch:a", "", 20));
    nanos[0] += 5_000_000;
    times.on(new Event.StageDropped("fetch:b"));
    nanos[0] += 4_000_000;
    times.on(new Event.StageProgress("packages", 1, 3));
    times.on(new Event.StageFinished("packages", "", 30));
    times.on(new Event.StageStarted("install", ""));
    nanos[0] += 7_000_000;
    times.on(new Event.StageFinished("install", "", 7));
    assertThat(times.data())
        .isEqualTo(
            EventData.EMPTY
                .with("packages", 3)
                .with("fetched", 1)
                .with("fetchedBytes", 1000)
                .with("cache", "partial")
                .with("fetchMillis", 25)
                .with("verifyMillis", 5)
                .with("linkMillis", 7)
                .with("millis", 37));
    assertThat(heard).hasSize(13);
    assertThat(new InstallTimes(Listener.SILENT, () -> 0).data().text("cache")).contains("warm");
  }

  @Test
  void record_deploymentsOfATrack_areItsOwn() {
    record(Optional.of(DeploymentOutcome.SUCCESS), "", List.of(), OptionalDouble.empty());
    track = "edge";
    RecordResult edge =
        record(Optional.of(DeploymentOutcome.FAILURE), "drift", List.of(), OptionalDouble.of(0.5));
    assertThat(edge.added()).extracting(LedgerEvent::track).containsExactly("edge");
    assertThat(edge.lines())
        .contains("Deployments: 1 of 1 failed, DFR 100.0 % (95 %: 20.7 to 100.0 %)");
    assertThatThrownBy(edge::enforce).hasMessageStartingWith("HERM-LEDGER-020");
    track = "stable";
    RecordResult stable = record(Optional.empty(), "", List.of(), OptionalDouble.of(0.5));
    assertThat(stable.lines())
        .containsExactly(
            "Nothing new for hermetic-ledger.jsonl, which has 2 events",
            "Deployments: 0 of 1 failed, DFR 0.0 % (95 %: 0.0 to 79.3 %)");
    stable.enforce();
  }

  private RecordResult record() {
    return record(Optional.empty(), "", List.of(), OptionalDouble.empty());
  }

  private RecordResult record(
      Optional<DeploymentOutcome> deployment,
      String reason,
      List<Path> imports,
      OptionalDouble maximum) {
    return new RecordService(build(), clock, heard::add)
        .record(
            new RecordRequest(
                folder,
                folder.resolve("hermetic-ledger.jsonl"),
                imports,
                deployment,
                reason,
                track,
                maximum));
  }

  private BuildEvents build() {
    return new BuildEvents(
        folder.resolve("target/hermetic"), folder, folder.resolve("conda-lock.yml"), track, "0.1.0", clock);
  }
}
