package dev.hermetic.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hermetic.environment.Environment;
import dev.hermetic.environment.EnvironmentReader;
import dev.hermetic.environment.EnvironmentSource;
import dev.hermetic.lock.LockResult;
import dev.hermetic.lockfile.CondaLockReader;
import dev.hermetic.lockfile.Lockfile;
import dev.hermetic.platform.Platform;
import dev.hermetic.platform.VirtualPackage;
import dev.hermetic.platform.VirtualPackages;
import dev.hermetic.report.model.ReportModel;
import dev.hermetic.testkit.SharedData;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;

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
        new LockResult(
            LockResult.Outcome.UP_TO_DATE,
            lockfile,
            environment,
            new TreeMap<>(),
            given,
            new TreeMap<>(),
            new TreeMap<>(),
            new TreeMap<>(),
            List.of(),
            List.of());
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
