package dev.hermetic.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hermetic.event.Event;
import dev.hermetic.event.Listener;
import dev.hermetic.fetch.FetchSettings;
import dev.hermetic.ledger.BuildEvents;
import dev.hermetic.ledger.LedgerMemory;
import dev.hermetic.lock.LockRequest;
import dev.hermetic.lock.LockResult;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.Problem;
import dev.hermetic.report.model.ReportFiles;
import dev.hermetic.report.model.ReportModel;
import dev.hermetic.track.TrackName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A report from a folder, as the goal makes it. */
class ReportServiceTest {
  private static final Instant NOW = Instant.parse("2026-11-27T08:00:00Z");

  @TempDir Path folder;

  @Test
  void make_lockAndEarlierOne_tellsOfBothAndWritesTheSameAgain() throws IOException {
    lockAndEnvironment();
    Files.writeString(folder.resolve("before.yml"), lock("2.3.0"));
    ReportService.Made made = make("before.yml");
    assertThat(read("specs.html")).contains("2.4.6");
    assertThat(read("changes.html")).contains("2.3.0", "2.4.6");
    assertThat(made.model().lock()).isPresent();
    assertThat(made.files().written()).isNotEmpty();
    assertThat(make("before.yml").files().written()).isEmpty();
  }

  @Test
  void make_noLock_saysSo() throws IOException {
    ReportService.Made made = make(null);
    assertThat(made.model().lock()).isEmpty();
    assertThat(read("index.html")).contains("no lock yet");
  }

  @Test
  void make_lockThatCannotBeRead_isAProblemAndWritesNothing() throws IOException {
    Files.writeString(folder.resolve("environment.yml"), "dependencies: [numpy]\n");
    Files.writeString(folder.resolve("conda-lock.yml"), "version: [\n");
    assertThatThrownBy(() -> make(null))
        .isInstanceOf(HermeticException.class)
        .hasMessageContaining("conda-lock.yml");
    assertThat(folder.resolve("site")).doesNotExist();
  }

  /** Page and changes are made beside each other; which of both fails first in time is chance. */
  @Test
  void make_severalPartsFail_tellsTheFirstOfThemAndWritesNothing() throws IOException {
    lockAndEnvironment();
    for (int i = 0; i < 20; i++) {
      assertThatThrownBy(
              () ->
                  make(
                      "missing.yml",
                      Listener.SILENT,
                      result -> {
                        throw new HermeticException(
                            new Problem("HERM-X-001", Problem.Kind.INPUT, "a page", "wrong", "mend it"));
                      }))
          .hasMessage("HERM-X-001 a page: wrong\n  Fix: mend it");
      assertThatThrownBy(() -> make("missing.yml")).hasMessageContaining("missing.yml");
    }
    assertThat(folder.resolve("site")).doesNotExist();
  }

  @Test
  void make_interrupted_isToldAndWritesNothing() throws IOException {
    lockAndEnvironment();
    assertThatThrownBy(
            () ->
                make(
                    null,
                    Listener.SILENT,
                    result -> {
                      Thread.currentThread().interrupt();
                      return LockReportRequest.of("A project", result);
                    }))
        .hasMessageStartingWith("HERM-WORK-001 ");
    assertThat(Thread.interrupted()).isTrue();
    assertThat(folder.resolve("site")).doesNotExist();
  }

  /** On a page that nobody opens, it would be told to nobody. */
  @Test
  void make_ledgerWithABrokenLine_warnsAndKeepsTheRest() throws IOException {
    Files.writeString(folder.resolve("ledger.jsonl"), "{broken\n");
    List<String> told = new ArrayList<>();
    make(
        null,
        event -> {
          if (event instanceof Event.Warning warning) {
            told.add(warning.problem().render());
          }
        });
    assertThat(told)
        .singleElement()
        .asString()
        .startsWith("HERM-LEDGER-003 ")
        .contains("ledger.jsonl:1: this line is no event and is not used");
    assertThat(read("index.html")).contains("HERM-LEDGER-003");
  }

  private ReportService.Made make(@Nullable String from) {
    return make(from, Listener.SILENT);
  }

  private ReportService.Made make(@Nullable String from, Listener listener) {
    return make(from, listener, result -> LockReportRequest.of("A project", result));
  }

  private ReportService.Made make(
      @Nullable String from, Listener listener, Function<LockResult, LockReportRequest> page) {
    Path work = folder.resolve("target/hermetic");
    LockRequest lock =
        LockRequest.in(folder).mode(LockRequest.Mode.FROZEN).workDirectory(work).build();
    FetchSettings settings =
        new FetchSettings(
            folder.resolve("cache"), true, false, List.of(), List.of(), Map.of(),
            Duration.ofSeconds(5), Duration.ofSeconds(5), 0);
    return new ReportService(settings, Clock.systemUTC(), new LedgerMemory(), listener)
        .make(
            new ReportService.Request(
                lock,
                new ReportFiles.Request(
                    folder, work, work.resolve(BuildEvents.FILE), folder.resolve("ledger.jsonl"), NOW),
                "A project",
                "Hermetic",
                Optional.empty(),
                TrackName.STABLE,
                ReportModel.Limits.NONE,
                page,
                from,
                folder.resolve("site"),
                false));
  }

  private void lockAndEnvironment() throws IOException {
    Files.writeString(
        folder.resolve("environment.yml"),
        "channels: [conda-forge]\nplatforms: [linux-64]\ndependencies: [numpy]\n");
    Files.writeString(folder.resolve("conda-lock.yml"), lock("2.4.6"));
  }

  private String read(String page) throws IOException {
    return Files.readString(folder.resolve("site").resolve(page));
  }

  private static String lock(String version) {
    return """
        version: 1
        metadata:
          content_hash: {linux-64: %2$s}
          channels: [{url: conda-forge, used_env_vars: []}]
          platforms: [linux-64]
          sources: [environment.yml]
        package:
        - name: numpy
          version: %1$s
          manager: conda
          platform: linux-64
          dependencies: {}
          url: https://conda.anaconda.org/conda-forge/linux-64/numpy-%1$s-0.conda
          hash: {md5: %3$s, sha256: %2$s}
          category: main
          optional: false
        """
        .formatted(version, "0123456789abcdef".repeat(4), "0123456789abcdef".repeat(2));
  }
}
