package dev.hermetic.report.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.hermetic.image.FactsFile;
import dev.hermetic.image.ImageFacts;
import dev.hermetic.ledger.BuildEvents;
import dev.hermetic.ledger.EventContext;
import dev.hermetic.ledger.EventData;
import dev.hermetic.ledger.EventKind;
import dev.hermetic.ledger.LedgerEvent;
import dev.hermetic.ledger.LedgerMemory;
import dev.hermetic.ledger.LedgerWriter;
import dev.hermetic.ledger.MachineClass;
import dev.hermetic.problem.Problem;
import dev.hermetic.report.ProjectReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a build folder can lack, and what can be wrong with the files in it. */
class ReportFilesTest {
  private static final Instant NOW = Instant.parse("2026-11-27T08:00:00Z");

  @TempDir Path project;
  private Path work;
  private Path ledger;

  @BeforeEach
  void folders() throws IOException {
    work = project.resolve("target/hermetic");
    ledger = project.resolve("hermetic-ledger.jsonl");
    Files.createDirectories(work.resolve("image"));
    Files.createDirectories(work.resolve("scan"));
  }

  private ReportModel gather() {
    return ReportFiles.gather(
        new ReportFiles.Request(
            project, work, work.resolve(BuildEvents.FILE), ledger, NOW),
        new LedgerMemory(),
        "A project",
        "Hermetic",
        ReportModel.Limits.NONE);
  }

  private static List<String> told(ReportModel model) {
    return model.problems().stream().map(Problem::render).toList();
  }

  private static Document page(ReportModel model, String name) {
    return Jsoup.parse(new ProjectReport().render(model, false).get(name));
  }

  @Test
  void of_aTrack_tellsItsEventsAlone() {
    LedgerEvent stable = experiment(1);
    LedgerEvent edge =
        LedgerEvent.of(
            new EventContext(
                    stable.time().plusSeconds(1), stable.machine(), stable.tool(), "", "")
                .of("edge"),
            stable.kind(),
            "",
            stable.data());
    LedgerWriter.append(ledger, "ledger", List.of(stable, edge));
    assertThat(gather().of("stable").ledger().events()).containsExactly(stable);
    assertThat(gather().of("edge").ledger().events()).containsExactly(edge);
    assertThat(gather().of("other").ledger().events()).isEmpty();
  }

  private static LedgerEvent event(int day) {
    return event(day, EventKind.DEPLOYMENT, EventData.EMPTY.with("outcome", "success"));
  }

  private static LedgerEvent event(int day, EventKind kind, EventData data) {
    return LedgerEvent.of(
        new EventContext(
            Instant.parse("2026-11-0" + day + "T08:00:00Z"),
            new MachineClass("linux", "amd64", "2", 17),
            "0.1.0",
            "",
            ""),
        kind,
        "",
        data);
  }

  private static LedgerEvent experiment(int day) {
    return event(
        day,
        EventKind.REPRODUCE,
        EventData.EMPTY
            .with("question", "prefix")
            .with("inputs", "7".repeat(64))
            .with("result", "8".repeat(64))
            .with("machineId", "0123456789ab")
            .with("run", day));
  }

  private void image() {
    String digest = "sha256:" + "c".repeat(64);
    FactsFile.write(
        work.resolve("image/image.json"),
        new ImageFacts(
            1,
            digest,
            "application/vnd.oci.image.manifest.v1+json",
            "linux-64",
            List.of("app:1"),
            new ImageFacts.Base("", "", false),
            new ImageFacts.Lock("conda-lock.yml", "5".repeat(64)),
            new ImageFacts.Prefix("/opt/env", "9".repeat(64)),
            "zstd",
            List.of(new ImageFacts.Layer("python", digest, digest, 30, 90, false)),
            List.of(),
            "small",
            new TreeMap<>(),
            new TreeMap<>()));
  }

  @Test
  void gather_nothingThere_isNoProblem() {
    ReportModel model = gather();
    assertThat(told(model)).isEmpty();
    assertThat(model.image()).isEmpty();
    assertThat(model.scan()).isEmpty();
    assertThat(model.verdict()).isEmpty();
    assertThat(model.ledger().events()).isEmpty();
    assertThat(model.bills()).isEmpty();
    assertThat(ledger).doesNotExist();
  }

  @Test
  void gather_missingLock_keepsTheRestAndPagesSayHowToLock() {
    image();
    LedgerWriter.append(ledger, "ledger", List.of(event(1)));
    ReportModel model = gather();
    assertThat(model.lock()).isEmpty();
    assertThat(told(model)).isEmpty();
    assertThat(page(model, "specs.html").select(".nothing").text()).contains("mvn hermetic:lock");
    assertThat(page(model, "image.html").select("tbody").text()).contains("python");
    assertThat(page(model, "deployments.html").select(".verdict").text()).isNotBlank();
  }

  @Test
  void gather_missingImage_isNoProblemAndItsPageSaysHowToMakeOne() throws IOException {
    Files.writeString(
        work.resolve("image/removed.tsv"), "path\tkind\tbytes\towner\na\ttests\t5\tx-1-0\n");
    LedgerWriter.append(ledger, "ledger", List.of(event(1)));
    ReportModel model = gather();
    assertThat(model.image()).isEmpty();
    // What an image before left behind is of no image.
    assertThat(model.removed()).isEmpty();
    assertThat(told(model)).isEmpty();
    Document page = page(model, "image.html");
    assertThat(page.select(".nothing").text()).contains("mvn hermetic:image");
    assertThat(page.select("figure svg")).isEmpty();
  }

  @Test
  void gather_brokenImage_isToldOnTheFirstPage() throws IOException {
    Files.writeString(work.resolve("image/image.json"), "{\"format\":");
    ReportModel model = gather();
    assertThat(model.image()).isEmpty();
    assertThat(model.problems()).singleElement().satisfies(
        one -> {
          assertThat(one.code()).isEqualTo("HERM-IMAGE-016");
          assertThat(one.subject()).isEqualTo("target/hermetic/image/image.json");
          assertThat(one.fact()).contains("it is no image.json");
        });
    assertThat(page(model, "index.html").text()).contains("HERM-IMAGE-016", "it is no image.json");
  }

  @Test
  void gather_brokenLinesOfTheLedger_areToldByNumberAndTheOthersCount() throws IOException {
    LedgerWriter.append(ledger, "ledger", List.of(event(1)));
    Files.writeString(ledger, "{\"format\":1,\n<<<<<<< HEAD\n", StandardOpenOption.APPEND);
    LedgerWriter.append(ledger, "ledger", List.of(event(2)));
    LedgerWriter.append(work.resolve("events.jsonl"), "events", List.of(event(2), event(3)));
    Files.writeString(work.resolve("events.jsonl"), "torn", StandardOpenOption.APPEND);

    ReportModel model = gather();
    assertThat(model.ledger().events()).containsExactly(event(1), event(2), event(3));
    assertThat(model.problems())
        .extracting(Problem::code, Problem::subject)
        .containsExactly(
            tuple("HERM-LEDGER-003", "hermetic-ledger.jsonl:2"),
            tuple("HERM-LEDGER-003", "hermetic-ledger.jsonl:3"),
            tuple("HERM-LEDGER-003", "target/hermetic/events.jsonl:3"));
    assertThat(page(model, "index.html").text())
        .contains("hermetic-ledger.jsonl:2", "hermetic-ledger.jsonl:3", "events.jsonl:3");
  }

  @Test
  void gather_newerFormatAndWrongClock_areToldOnTheFirstPage() throws IOException {
    Files.writeString(ledger, "{\"format\":3}\n");
    LedgerEvent late = event(9);
    LedgerWriter.append(ledger, "ledger", List.of(late));
    ReportModel model =
        ReportFiles.gather(
            new ReportFiles.Request(
            project, work, work.resolve(BuildEvents.FILE), ledger, late.time().minusSeconds(3600)),
            new LedgerMemory(),
            "A project",
            "Hermetic",
            ReportModel.Limits.NONE);
    assertThat(model.ledger().events()).containsExactly(late);
    assertThat(page(model, "index.html").text())
        .contains("HERM-LEDGER-004", "hermetic-ledger.jsonl:1")
        .contains("HERM-LEDGER-006", "hermetic-ledger.jsonl:2");
  }

  @Test
  void gather_noneOneAndTwoExperiments_haveAFigureFromTheSecondOn() {
    assertThat(page(gather(), "reproducibility.html").select(".verdict").text())
        .startsWith("No experiment was made yet");
    LedgerWriter.append(ledger, "ledger", List.of(experiment(1)));
    Document one = page(gather(), "reproducibility.html");
    assertThat(one.select(".verdict").text())
        .isEqualTo(
            "1 experiment, with nothing to compare it with yet. All on one machine, which says"
                + " nothing of others.");
    assertThat(one.text()).doesNotContain("100 %");
    LedgerWriter.append(ledger, "ledger", List.of(experiment(2)));
    Document two = page(gather(), "reproducibility.html");
    assertThat(two.select(".verdict").text())
        .startsWith("2 of 2 experiments gave the identical result.");
    assertThat(two.text()).contains("100 %");
  }

  @Test
  void gather_ledgerThatIsAFolder_isOneProblem() throws IOException {
    Files.createDirectory(ledger);
    ReportModel model = gather();
    assertThat(model.ledger().events()).isEmpty();
    assertThat(model.problems())
        .extracting(Problem::code, Problem::subject)
        .containsExactly(tuple("HERM-LEDGER-001", "hermetic-ledger.jsonl"));
  }

  @Test
  void unreadable_rendersWhereWhatAndTheFix() throws IOException {
    image();
    Files.writeString(
        work.resolve("image/removed.tsv"), "path\tkind\tbytes\towner\na\ttests\tmany\tx-1-0\n");
    ReportModel model = gather();
    assertThat(model.image()).isPresent();
    assertThat(model.removed()).isEmpty();
    assertThat(told(model))
        .containsExactly(
            """
            HERM-REPORT-001 target/hermetic/image/removed.tsv: left out of the report: a line has \
            no number of bytes
              Fix: run the goal again that writes this file""");
    assertThat(page(model, "index.html").text())
        .contains("HERM-REPORT-001", "target/hermetic/image/removed.tsv");
  }

  @Test
  void gather_scanAndVerdict_areReadWhole() throws IOException {
    Files.writeString(
        work.resolve("scan/scan.json"),
        """
        {"format":1,"summary":{"packages":2,"coverage":{"none":1,"direct":1},"severities":{"high":1}},
         "findings":[{"id":"CVE-1","aliases":["GHSA-1"],"origin":"conda","name":"lib","version":"1.0",
           "severity":"high","score":7.5,"fixedIn":"1.1","summary":"reads too far",
           "ways":[{"names":["app","lib"]}]}],
         "packages":[{"coverage":"none","origin":"conda","name":"app","version":"2","reason":"unknown"}],
         "fixes":[{"packages":["lib"],"command":"mvn hermetic:update","works":true}],
         "database":{"place":"osv","newest":"2026-11-01"},"notes":["one"]}
        """);
    Files.writeString(
        work.resolve("scan/verdict.json"),
        """
        {"format":1,"passed":true,"summary":"all is well","excused":[{"code":"X","until":"2027-01-01"}]}
        """);
    ReportModel model = gather();
    assertThat(told(model)).isEmpty();
    ScanPart scan = model.scan().orElseThrow();
    assertThat(scan.findings())
        .containsExactly(
            new ScanPart.Finding(
                "CVE-1", List.of("GHSA-1"), "conda", "lib", "1.0", "high", "7.5", "1.1",
                "reads too far", "app → lib"));
    assertThat(scan.packages()).isEqualTo(2);
    assertThat(scan.coverage()).containsEntry("none", 1L).containsEntry("direct", 1L);
    assertThat(scan.fixes())
        .containsExactly(new ScanPart.Fix(List.of("lib"), "mvn hermetic:update", true, ""));
    assertThat(model.verdict().orElseThrow().passed()).isTrue();
    assertThat(model.verdict().orElseThrow().excused())
        .singleElement()
        .satisfies(one -> assertThat(one.until()).isEqualTo("2027-01-01"));
  }

  @Test
  void gather_brokenScanAndVerdict_areLeftOutEach() throws IOException {
    Files.writeString(work.resolve("scan/scan.json"), "[]");
    Files.writeString(work.resolve("scan/verdict.json"), "{\"format\":99}");
    ReportModel model = gather();
    assertThat(model.scan()).isEmpty();
    assertThat(model.verdict()).isEmpty();
    assertThat(model.problems())
        .extracting(Problem::code, Problem::subject)
        .containsExactly(
            tuple("HERM-REPORT-001", "target/hermetic/scan/scan.json"),
            tuple("HERM-REPORT-001", "target/hermetic/scan/verdict.json"));
    assertThat(page(model, "security.html").select(".nothing").text()).contains("mvn hermetic:scan");
  }
}
