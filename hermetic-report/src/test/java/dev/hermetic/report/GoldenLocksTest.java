package dev.hermetic.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hermetic.environment.Environment;
import dev.hermetic.environment.EnvironmentReader;
import dev.hermetic.environment.EnvironmentSource;
import dev.hermetic.event.Listener;
import dev.hermetic.fetch.FetchSettings;
import dev.hermetic.lock.LockRequest;
import dev.hermetic.lock.LockResult;
import dev.hermetic.lock.LockService;
import dev.hermetic.lockfile.CondaLockReader;
import dev.hermetic.lockfile.Lockfile;
import dev.hermetic.platform.Platform;
import dev.hermetic.platform.VirtualPackage;
import dev.hermetic.platform.VirtualPackages;
import dev.hermetic.report.model.LockPart;
import dev.hermetic.report.model.LockParts;
import dev.hermetic.report.model.ReportModel;
import dev.hermetic.testkit.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pages of real locks, written by conda-lock. They stay in target/pages to be looked at. */
class GoldenLocksTest {
  private static Document render(String name) {
    Path golden = SharedData.data("golden/conda-lock/" + name);
    Environment environment =
        EnvironmentReader.read(new EnvironmentSource(golden, List.of(Path.of("environment.yml"))));
    Lockfile lockfile = CondaLockReader.read(golden.resolve("conda-lock.yml"), "conda-lock.yml");
    SortedMap<Platform, List<VirtualPackage>> given = new TreeMap<>();
    for (Platform platform : environment.platforms()) {
      given.put(platform, VirtualPackages.forPlatform(platform).packages());
    }
    LockResult result =
        LockResult.of(
            LockResult.Outcome.UP_TO_DATE, lockfile, environment, new TreeMap<>(), given);
    ReportModel model =
        ReportSample.model(LockReportRequest.of(name + " environment", result));
    Path directory = Path.of("target", "pages", name);
    ProjectReport.Result written =
        new ProjectReport().write(new ReportRequest(model, directory, false));
    assertThat(written.files()).allMatch(Files::isRegularFile);
    String html = new ProjectReport().render(model, false).get("specs.html");
    assertThat(directory.resolve("specs.html")).hasContent(html);
    Document page = PageChecks.parse(html);
    PageChecks.check(page);
    return page;
  }

  @Test
  void smallLock_isShownWhole() {
    Document page = render("small");
    assertThat(page.select(".sentence").text())
        .isEqualTo("Locked for 2 platforms: 81 packages, every spec met.");
    assertThat(page.select(".specs tbody tr")).hasSize(4);
    assertThat(page.select(".specs tbody tr").last().text())
        .startsWith("scikit-learn environment.yml:8 1.7.2")
        .endsWith("not asked for");
    assertThat(page.select(".files tbody tr")).hasSize(81);
  }

  /** What the paper's Table 2 has, of a lock that conda-lock wrote and of real repodata. */
  @Test
  void caseStudy_hasEachSpecBesideItsLockedAndItsNewestVersion(@TempDir Path folder)
      throws IOException {
    Path golden = SharedData.data("golden/conda-lock/nlp");
    for (String file : List.of("environment.yml", "conda-lock.yml")) {
      Files.copy(golden.resolve(file), folder.resolve(file));
    }
    LockRequest request =
        LockRequest.in(folder)
            .mirrors(
                Map.of(
                    "http://127.0.0.1:18766/conda-forge",
                    SharedData.data("channels/conda-forge").toUri().toString()))
            .explicitLockfiles(false)
            .pip(LockRequest.PipMode.FAIL)
            .mode(LockRequest.Mode.FROZEN)
            .workDirectory(folder.resolve("target/hermetic"))
            .build();
    FetchSettings settings =
        new FetchSettings(
            folder.resolve("cache"), true, false, List.of(), List.of(), Map.of(),
            Duration.ofSeconds(5), Duration.ofSeconds(5), 0);
    LockResult lock = new LockService(settings, Clock.systemUTC(), Listener.SILENT).inspect(request);
    LockPart part =
        new LockParts(request, settings).lock(LockReportRequest.of("nlp", lock), lock);
    Document page =
        PageChecks.parse(
            new ProjectReport()
                .render(
                    ReportModel.empty("nlp", "Hermetic").with(part, Optional.empty()), false)
                .get("specs.html"));
    assertThat(page.select(".specs tbody tr").eachText())
        .hasSize(7)
        .contains(
            "python=3.11 environment.yml:4 3.11.15 h7508c33_1_cpython 3.11.15 ha9537fe_1_cpython"
                + " 3.11.15 h0c9c016_1_cpython 3.11.15 h0159041_1_cpython",
            "numpy>=1.24 environment.yml:8 2.4.6 py311h2e04523_0 2.4.6 py311h2c4eb96_0 2.4.6"
                + " py311hbd1492f_0 2.4.6 py311h65cb7f3_0");
    assertThat(page.select("section[aria-labelledby=specs-newest] tbody tr").eachText())
        .hasSize(7 * 4)
        .contains(
            "pandas linux-64 3.0.5 2026-07-28 3.0.5 nothing: it is the newest",
            "transformers linux-64 4.55.4 2025-08-22 4.57.6 transformers 4.57.6 itself needs"
                + " tokenizers >=0.22,<=0.23, locked is 0.21.1",
            "numpy>=1.24 osx-64 2.4.6 2026-05-19 2.5.1 numpy 2.5.1 itself needs python_abi 3.12.*"
                + " *_cp312, locked is 3.11")
        .anyMatch(
            row -> row.startsWith("python=3.11 win-64 3.11.15 2026-06-11 3.14.7 python=3.11 (environment.yml:4);"));
  }

  @Test
  void nlpLock_isShownWhole() {
    Document page = render("nlp");
    assertThat(page.select(".sentence").text())
        .isEqualTo("Locked for 4 platforms: 780 packages, every spec met.");
    assertThat(page.select(".variants tbody th").eachText()).containsOnly("pytorch");
    assertThat(page.select(".variants .chip").eachText()).containsOnly("CPU");
    assertThat(page.select(".specs tbody tr").get(2).select(".differs")).hasSize(1);
    assertThat(page.select(".packages tbody tr")).hasSize(220);
  }
}
