package dev.hermetic.report;

import dev.hermetic.diff.LockDiff;
import dev.hermetic.image.ImageFacts;
import dev.hermetic.ledger.EventContext;
import dev.hermetic.ledger.EventData;
import dev.hermetic.ledger.EventKind;
import dev.hermetic.ledger.Ledger;
import dev.hermetic.ledger.LedgerEvent;
import dev.hermetic.ledger.MachineClass;
import dev.hermetic.lock.LockComparison;
import dev.hermetic.platform.Platform;
import dev.hermetic.problem.Problem;
import dev.hermetic.report.model.FileFact;
import dev.hermetic.report.model.LockPart;
import dev.hermetic.report.model.RemovedPart;
import dev.hermetic.report.model.ReportModel;
import dev.hermetic.report.model.ScanPart;
import dev.hermetic.report.model.VerdictPart;
import dev.hermetic.tree.Newer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/** Projects that have one of everything that a report can show; their texts can be made hostile. */
final class Projects {
  private static final Instant START = Instant.parse("2026-09-01T08:00:00Z");
  private static final MachineClass MACHINE = new MachineClass("linux", "amd64", "2", 17);

  final ReportSample sample = new ReportSample();
  final List<LedgerEvent> events = new ArrayList<>();
  private final String evil;

  Projects(String evil) {
    this.evil = evil;
  }

  static Projects full() {
    Projects project = new Projects("");
    project.history();
    return project;
  }

  /** Every text that comes from elsewhere has these words in it. */
  static Projects hostile(String words) {
    Projects project = new Projects(words + "https://me:secret@host/");
    project.sample.locked(ReportSample.LINUX, words, words, words, 10, words);
    project.sample.locked(ReportSample.LINUX, "javascript:alert(1)", "1", "0", 1, words);
    project.history();
    return project;
  }

  /** Everything, nothing, a lock alone, one experiment alone. */
  static List<ReportModel> all() {
    ReportModel empty = ReportModel.empty("Nothing", "Hermetic");
    Projects one = new Projects("");
    one.experiment(0, "prefix", true);
    return List.of(
        full().model(), empty, new ReportSample().model(), with(empty, one.events));
  }

  Projects shuffled(long with) {
    sample.shuffle(with);
    Collections.shuffle(events, new Random(with));
    return this;
  }

  private String text(String text) {
    return text + evil;
  }

  void event(int days, EventKind kind, String lock, String tool, EventData data) {
    events.add(
        LedgerEvent.of(
            new EventContext(
                START.plus(Duration.ofDays(days)), MACHINE, tool, "0123456789abcdef", lock),
            kind,
            "linux-64",
            data));
  }

  void experiment(int days, String question, boolean identical) {
    EventData data =
        EventData.EMPTY
            .with("question", question)
            .with("inputs", "7".repeat(64))
            .with("result", (identical ? "1" : "2").repeat(64))
            .with("machineId", text("0123456789ab"))
            .with("run", days)
            .with(
                "conditions",
                EventData.EMPTY.with("folder", text("one-" + days)).with("zone", "Pacific/Chatham"));
    if (!identical) {
      data =
          data.with(
              "difference",
              EventData.EMPTY
                  .with("path", text("lib/a.pyc"))
                  .with("owner", text("numpy-1.0-0"))
                  .with("cause", "bytecode")
                  .with("offset", 16)
                  .with("why", text("the time stamp in the header is another one"))
                  .with("command", "diffoscope a b")
                  .with(
                      "excerpt",
                      EventData.EMPTY
                          .with("text", true)
                          .with("one", text("00 01"))
                          .with("other", "00 02")));
    }
    event(days, EventKind.REPRODUCE, "5".repeat(64), "0.1.0", data);
  }

  private void history() {
    for (int day = 0; day < 6; day++) {
      event(
          day,
          EventKind.DEPLOYMENT,
          "",
          text("jenkins"),
          EventData.EMPTY
              .with("outcome", day % 2 == 0 ? "failure" : "success")
              .with("reason", text("numpy was another")));
    }
    String lock = "5".repeat(64);
    for (int day = 7; day < 12; day++) {
      event(day, EventKind.LOCK, lock, "0.1.0", EventData.EMPTY.with("packages", EventData.EMPTY.with("linux-64", day)).with("millis", 4000));
      event(
          day,
          EventKind.INSTALL,
          lock,
          "0.1.0",
          EventData.EMPTY
              .with("cache", day % 2 == 0 ? "cold" : "warm")
              .with("fetchMillis", 1200)
              .with("verifyMillis", 300)
              .with("linkMillis", 700)
              .with("millis", 2300 + day));
      event(
          day,
          EventKind.IMAGE,
          lock,
          "0.1.0",
          EventData.EMPTY
              .with("packedBytes", 90_000_000L - day * 1_000_000L)
              .with("unpackedBytes", 250_000_000)
              .with(
                  "baseline",
                  EventData.EMPTY
                      .with("name", text("team/app:before"))
                      .with("packedBytes", 145_700_000)
                      .with("unpackedBytes", 350_100_000)));
      event(day, EventKind.SCAN, lock, "0.1.0", EventData.EMPTY.with("findings", EventData.EMPTY.with("critical", day - 6).with("low", 1)));
      event(day, EventKind.DEPLOYMENT, lock, "0.1.0", EventData.EMPTY.with("outcome", "success"));
    }
    event(9, EventKind.INSTALL, "", text("conda 25.1"), EventData.EMPTY.with("cache", "cold").with("millis", 48_000));
    event(
        12,
        EventKind.REPRODUCE,
        lock,
        "0.1.0",
        EventData.EMPTY.with(
            "control",
            EventData.EMPTY
                .with("from", "2026-01-01")
                .with("to", "2026-06-01")
                .withItems(
                    "drifted",
                    List.of(EventData.EMPTY.with("name", text("numpy")).with("from", "1.0 0")))));
    for (int day = 12; day < 16; day++) {
      experiment(day, "prefix", true);
      experiment(day, "image", day != 13);
      experiment(day, "output", true);
    }
  }

  static ReportModel with(ReportModel model, List<LedgerEvent> events) {
    return new ReportModel(
        model.title(), model.generator(), model.track(), model.timestamp(), model.lock(), model.changes(),
        model.image(), model.removed(), model.scan(), model.verdict(), model.bills(),
        model.signatures(), new Ledger(events, List.of()), model.limits(), model.problems());
  }

  static ReportModel judged(ReportModel model, VerdictPart verdict) {
    return new ReportModel(
        model.title(), model.generator(), model.track(), model.timestamp(), model.lock(), model.changes(),
        model.image(), model.removed(), model.scan(), Optional.of(verdict), model.bills(),
        model.signatures(), model.ledger(), model.limits(), model.problems());
  }

  static ReportModel scanned(ReportModel model, ScanPart scan) {
    return new ReportModel(
        model.title(), model.generator(), model.track(), model.timestamp(), model.lock(), model.changes(),
        model.image(), model.removed(), Optional.of(scan), model.verdict(), model.bills(),
        model.signatures(), model.ledger(), model.limits(), model.problems());
  }

  ReportModel model() {
    LockReportRequest request = sample.request();
    SortedMap<String, SortedMap<Platform, Newer>> newer = new TreeMap<>();
    newer.put(
        "pytorch",
        new TreeMap<>(
            Map.of(
                ReportSample.LINUX,
                new Newer(
                    Newer.State.HELD,
                    Optional.of("2.6.0"),
                    List.of(text("`python<3.12` of x")),
                    Optional.empty()))));
    LockPart plain = ReportSample.lock(request, sample.records);
    return new ReportModel(
        text("Sample project"),
        text("Hermetic 0.1.0"),
        "stable",
        Optional.of(Instant.parse("2026-11-01T00:00:00Z")),
        Optional.of(
            new LockPart(
                plain.specs(), plain.sha256(), plain.graphs(), plain.records(), newer)),
        Optional.of(changes()),
        Optional.of(image()),
        List.of(new RemovedPart("tests", text("numpy-1.0-0"), 12, 340_000)),
        Optional.of(scan()),
        Optional.of(verdict()),
        List.of(new FileFact(text("target/hermetic/sbom/a.cdx.json"), 10_000, "a".repeat(64))),
        List.of(new FileFact("target/hermetic/sign/payload.json", 300, "b".repeat(64))),
        new Ledger(events, List.of()),
        new ReportModel.Limits(OptionalDouble.of(1), OptionalDouble.of(0.1)),
        List.of(
            new Problem(
                "HERM-LEDGER-003", Problem.Kind.INPUT, text("ledger:3"), text("broken"), "mend it")));
  }

  private LockComparison.Result changes() {
    ReportSample before = new ReportSample();
    before.packages.clear();
    before.locked(ReportSample.LINUX, "python", "3.12.0", "h1_0", 30, "openssl");
    before.locked(ReportSample.LINUX, "openssl", "3.2.0", "h1_0", 30);
    before.locked(ReportSample.WIN, "python", "3.11.8", "h2628c8c_0_cpython", 30, "openssl");
    return new LockComparison.Result(
        LockDiff.of(before.result().lockfile(), sample.result().lockfile()),
        text("conda-lock.yml at v1"),
        "conda-lock.yml");
  }

  private ImageFacts image() {
    String digest = "sha256:" + "c".repeat(64);
    List<ImageFacts.Layer> layers =
        List.of(
            new ImageFacts.Layer("base", digest, digest, 15_000_000, 40_000_000, true),
            new ImageFacts.Layer("python", "sha256:" + "d".repeat(64), digest, 30_000_000, 90_000_000, false),
            new ImageFacts.Layer(text("rest"), "sha256:" + "e".repeat(64), digest, 35_000_000, 120_000_000, false),
            new ImageFacts.Layer("application", "sha256:" + "f".repeat(64), digest, 1_000_000, 2_000_000, false));
    List<ImageFacts.Package> packages = new ArrayList<>();
    packages.add(new ImageFacts.Package("python-3.11.9-0", "python", "3.11.9", "conda", 88_000_000, "python"));
    for (int i = 0; i < 30; i++) {
      packages.add(
          new ImageFacts.Package(
              "p" + i, text("package-" + i), "1." + i, "conda", 9_000_000 / (i + 1), text("rest")));
    }
    return new ImageFacts(
        1,
        digest,
        "application/vnd.oci.image.manifest.v1+json",
        "linux-64",
        List.of(text("registry.example.org/team/app:1")),
        new ImageFacts.Base(text("gcr.io/base") + "@" + digest, digest, true),
        new ImageFacts.Lock("conda-lock.yml", "5".repeat(64)),
        new ImageFacts.Prefix("/opt/env", "9".repeat(64)),
        "zstd",
        layers,
        packages,
        "small",
        new TreeMap<>(Map.of("tests", new ImageFacts.Amount(12, 340_000), text("docs"), new ImageFacts.Amount(3, 99_000))),
        new TreeMap<>(Map.of(text("numpy/tests"), text("it is imported"))));
  }

  private ScanPart scan() {
    return new ScanPart(
        8,
        new TreeMap<>(Map.of("direct", 1L, "mapped", 4L, "none", 3L)),
        new TreeMap<>(Map.of("critical", 1L, "high", 0L, "medium", 1L, "low", 0L, "none", 0L, "unknown", 0L)),
        List.of(
            new ScanPart.Finding(
                text("CVE-2026-1"), List.of(text("GHSA-1")), "lock", text("openssl"), "3.3.1", "critical",
                "9.8", "3.3.2", text("a summary"), text("python → openssl")),
            new ScanPart.Finding(
                "CVE-2026-2", List.of(), "base", "zlib", "1.2", "medium", "5.1", "", "another", "")),
        List.of(
            new ScanPart.Finding(
                "OSV-1", List.of(), "lock", text("joblib"), "x", "unknown", "", "", text("no order"), "")),
        List.of(new ScanPart.Uncovered("lock", text("pytorch"), "2.5.1", text("no mapping"))),
        List.of(
            new ScanPart.Fix(List.of(text("openssl")), text("mvn hermetic:update"), true, ""),
            new ScanPart.Fix(List.of("zlib"), "", false, text("nothing newer"))),
        text("osv.zip"),
        "2026-10-30T00:00:00Z",
        List.of(text("One advisory cannot be read.")));
  }

  private VerdictPart verdict() {
    VerdictPart.Violation violation =
        new VerdictPart.Violation(
            "HERM-POLICY-010", "vulnerabilities", text("openssl"), "3.3.1", "CVE-2026-1", "critical",
            text("is vulnerable"), text("take 3.3.2"), text("accepted"), text("ann"), "2026-12-31",
            text("policy.yml:3"));
    return new VerdictPart(
        false, text("failed: 1 vulnerability"), "2026-11-01T00:00:00Z", text("policy.yml"), "5".repeat(64),
        List.of(violation), List.of(violation), List.of(text("a note")));
  }
}
