package dev.hermetic.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.hermetic.event.Event;
import dev.hermetic.event.Listener;
import dev.hermetic.fetch.FetchSettings;
import dev.hermetic.git.GitCheckout;
import dev.hermetic.ledger.BuildEvents;
import dev.hermetic.ledger.EventData;
import dev.hermetic.ledger.EventKind;
import dev.hermetic.lock.LockRequest;
import dev.hermetic.lock.LockService;
import dev.hermetic.platform.Platform;
import dev.hermetic.problem.Problem;
import dev.hermetic.testkit.TestChannel;
import dev.hermetic.testkit.TestPackage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SummaryServiceTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-27T12:00:00Z"), ZoneOffset.UTC);

  @TempDir Path temp;
  private Path project;
  private FetchSettings settings;
  private final List<Problem> warnings = new ArrayList<>();

  /** A project whose lock was committed, and then made anew with a newer package. */
  @BeforeEach
  void lockTwice() throws Exception {
    project = Files.createDirectories(temp.resolve("project"));
    settings =
        new FetchSettings(
            temp.resolve("cache"), false, false, List.of(), List.of(), Map.of(),
            Duration.ofSeconds(5), Duration.ofSeconds(5), 0);
    TestChannel.create()
        .withSubdirs("linux-64", "noarch")
        .add(TestPackage.of("lib", "1.0"), TestPackage.of("lib", "2.0"))
        .write(temp.resolve("channel"));
    GitCheckout.create(project);
    lock("lib <2");
    GitCheckout.commit(project);
    lock("lib");
  }

  private LockRequest request(LockRequest.Mode mode) {
    return LockRequest.in(project)
        .platforms(List.of(Platform.LINUX_64))
        .pip(LockRequest.PipMode.FAIL)
        .mode(mode)
        .workDirectory(project.resolve("target/hermetic"))
        .build();
  }

  private void ask(String spec) throws IOException {
    Files.writeString(
        project.resolve("environment.yml"),
        "channels: [" + TestChannel.url(temp.resolve("channel")) + "]\ndependencies: ['" + spec + "']\n");
  }

  private void lock(String spec) throws IOException {
    ask(spec);
    new LockService(settings, CLOCK, Listener.SILENT).lock(request(LockRequest.Mode.ALWAYS));
  }

  private Path events() {
    return project.resolve("target/hermetic").resolve(BuildEvents.FILE);
  }

  private Summary sumUp(String from, String outcome) {
    return new SummaryService(
            settings,
            CLOCK,
            event -> {
              if (event instanceof Event.Warning warning) {
                warnings.add(warning.problem());
              }
            })
        .sumUp(
            new SummaryRequest(
                "ml",
                request(LockRequest.Mode.FROZEN),
                "stable",
                from,
                Optional.of(outcome),
                events(),
                project.resolve("hermetic-ledger.jsonl")));
  }

  @Test
  void sumUp_aChangedLock_tellsItsStateEventsAndMoves() {
    new BuildEvents(
            project.resolve("target/hermetic"), project, project.resolve("conda-lock.yml"), "stable",
            "0.1.0",
            CLOCK)
        .add(
            EventKind.SCAN,
            "",
            EventData.EMPTY.with("verdict", "passed").with("packages", 1));

    Summary summary = sumUp("HEAD", "success");

    assertThat(summary.passed()).isTrue();
    assertThat(summary.notes()).isEmpty();
    assertThat(summary.facts())
        .containsExactly(
            new Fact(
                Fact.State.PASSED, "Lock", "answers its environment: 1 package, 1 platform", "", ""),
            new Fact(
                Fact.State.PASSED,
                "Scan",
                "passed: no findings; 0 of 1 package are covered by no advisories",
                "",
                ""));
    assertThat(SummaryMarkdown.of(summary).whole())
        .startsWith("<!-- hermetic:summary ml -->\n## Environment ml: passed\n")
        .contains("lib", "1.0", "2.0");
    assertThat(warnings).isEmpty();
  }

  @Test
  void sumUp_aStaleLockOfAJobThatFailed_isASummaryOfBoth() throws IOException {
    ask("lib <2");

    Summary summary = sumUp("HEAD", "failure");

    assertThat(summary.passed()).isFalse();
    assertThat(summary.facts())
        .extracting(Fact::state, Fact::about)
        .containsExactly(
            tuple(Fact.State.FAILED, "Job"),
            tuple(Fact.State.FAILED, "Lock"));
    assertThat(summary.facts().get(1).now()).startsWith("does not answer its environment: ");
    assertThat(summary.notes())
        .containsExactly(
            "environment.yml:2:16: `lib <2` is not met by lib 2.0, locked at conda-lock.yml:30"
                + " (linux-64); run `mvn hermetic:lock` and commit conda-lock.yml",
            "This build has no scan of this lock: `mvn hermetic:scan`");
  }

  @Test
  void sumUp_whatCannotBeComparedOrRead_isToldAndTheRestIsThere() throws IOException {
    Files.writeString(project.resolve("hermetic-ledger.jsonl"), "torn\n");

    Summary summary = sumUp("no-such-revision", "success");

    assertThat(summary.comparison()).isEmpty();
    assertThat(summary.facts()).extracting(Fact::about).containsExactly("Lock");
    assertThat(summary.notes())
        .anyMatch(note -> note.startsWith("The lock was not compared: ") && note.contains("no-such-revision"));
    assertThat(warnings)
        .extracting(Problem::code, Problem::subject)
        .containsExactly(tuple("HERM-LEDGER-003", "hermetic-ledger.jsonl:1"));
  }

  @Test
  void sumUp_aLockThatTheRevisionHasNot_isOneOfANewLock() throws Exception {
    Path fresh = Files.createDirectories(temp.resolve("fresh"));
    Files.copy(project.resolve("environment.yml"), fresh.resolve("environment.yml"));
    project = fresh;
    GitCheckout.create(project);
    GitCheckout.commit(project);
    lock("lib");
    assertThat(sumUp("HEAD", "success").notes())
        .contains(
            "The lock is new: conda-lock.yml is not in revision 'HEAD': it was not tracked then");
  }

  /** A bot would leave the comment of an earlier push, which passed, where there is no summary. */
  @Test
  void sumUp_withoutALock_isASummaryOfThat() throws IOException {
    Files.delete(project.resolve("conda-lock.yml"));
    Summary summary = sumUp("HEAD", "failure");
    assertThat(summary.passed()).isFalse();
    assertThat(summary.facts())
        .contains(
            new Fact(Fact.State.FAILED, "Lock", "cannot be checked: 1 problem", "", ""));
    assertThat(summary.notes())
        .containsExactly(
            "conda-lock.yml: there is no lock to check; run `mvn hermetic:lock` and commit conda-lock.yml");
  }

  @Test
  void sumUp_ofAnEnvironmentThatCannotBeRead_namesItsProblemsOnce() throws IOException {
    Files.writeString(project.resolve("environment.yml"), "dependencies: [a, ==, ==]\n");
    Summary summary = sumUp("HEAD", "success");
    assertThat(summary.passed()).isFalse();
    assertThat(summary.facts().get(0).now()).startsWith("cannot be checked: ");
    assertThat(summary.notes()).doesNotHaveDuplicates();
    assertThat(summary.notes().get(0)).startsWith("environment.yml:1:");
  }
}
