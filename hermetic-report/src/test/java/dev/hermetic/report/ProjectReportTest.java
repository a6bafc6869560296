package dev.hermetic.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hermetic.ledger.EventData;
import dev.hermetic.ledger.EventKind;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.report.ProjectReport.Result;
import dev.hermetic.report.model.LockPart;
import dev.hermetic.report.model.ReportModel;
import dev.hermetic.report.model.ScanPart;
import dev.hermetic.report.model.VerdictPart;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProjectReportTest {
  private static final String EVIL =
      "\"><script>alert(1)</script>\u202e${7*7}<#include \"x\"></style></title>";

  @TempDir Path directory;

  private static SortedMap<String, String> render(ReportModel model) {
    return new ProjectReport().render(model, false);
  }

  private static Document page(ReportModel model, String name) {
    return PageChecks.parse(render(model).get(name));
  }

  private static List<String> pages(Map<String, String> files) {
    return files.keySet().stream().filter(name -> name.endsWith(".html")).toList();
  }

  @Test
  void report_hasAllItsPages() {
    assertThat(render(Projects.full().model()).keySet())
        .containsExactly(
            "changes.html",
            "deployments.html",
            "drift.html",
            "graph.html",
            "hermetic.css",
            "hermetic.js",
            "image.html",
            "index.html",
            "lock.json",
            "packages.html",
            "provenance.html",
            "report.json",
            "reproducibility.html",
            "security.html",
            "setup.html",
            "specs.html",
            "system.html");
  }

  @Test
  void everyPage_isAccessibleAndLoadsNothing() {
    for (ReportModel model : Projects.all()) {
      SortedMap<String, String> files = render(model);
      for (String name : pages(files)) {
        Document page = PageChecks.parse(files.get(name));
        PageChecks.check(page);
        assertThat(page.select("nav.pages a[aria-current=page]").eachAttr("href"))
            .containsExactly(name);
      }
    }
  }

  @Test
  void everyLink_leadsSomewhere() {
    for (ReportModel model : Projects.all()) {
      SortedMap<String, String> files = render(model);
      for (String name : pages(files)) {
        for (Element link : PageChecks.parse(files.get(name)).select("a[href]")) {
          String[] parts = link.attr("href").split("#", 2);
          String file = parts[0].isEmpty() ? name : parts[0];
          assertThat(files).as(name).containsKey(file);
          if (parts.length > 1) {
            assertThat(PageChecks.parse(files.get(file)).getElementById(parts[1]))
                .as(name + " to " + link.attr("href"))
                .isNotNull();
          }
        }
      }
    }
  }

  @Test
  void emptyProject_saysOnEveryPageHowToBegin() {
    SortedMap<String, String> files = render(ReportModel.empty("Nothing yet", "Hermetic"));
    assertThat(files).doesNotContainKey("lock.json");
    for (String name : pages(files)) {
      Document page = PageChecks.parse(files.get(name));
      PageChecks.check(page);
      assertThat(page.select(".nothing").text()).as(name).contains("mvn hermetic:");
      assertThat(page.select("figure svg")).as(name).isEmpty();
      assertThat(page.select(".verdict.good")).as(name).isEmpty();
    }
    assertThat(page(ReportModel.empty("x", "y"), "index.html").select(".sentence").text())
        .isEqualTo("Nothing is known of this environment yet.");
  }

  @Test
  void track_standsInEveryCommandOfEveryFile() {
    for (ReportModel model : List.of(Projects.full().model(), ReportModel.empty("x", "y"))) {
      String all = String.join("\n", new ProjectReport().render(model.of("research"), false).values());
      assertThat(all).containsPattern("mvn hermetic:[a-z]+ -Dhermetic.track=research");
      assertThat(all).doesNotContainPattern("mvn hermetic:[a-z-]++(?! -Dhermetic.track=research)");
    }
  }

  @Test
  void overview_putsGatesFirst() {
    Document page = page(Projects.full().model(), "index.html");
    assertThat(page.select("section").first().select("tbody th").eachText())
        .containsExactly(
            "Does the lock answer the environment?",
            "Is the image made from this lock?",
            "Does the same come out again?",
            "Does it pass the scan?",
            "Do deployments succeed?");
    assertThat(page.select("section").first().select("tbody .chip").eachText())
        .containsExactly("passed", "passed", "failed", "failed", "passed");
    assertThat(page.select(".sentence").text())
        .isEqualTo(
            "Needs attention: 2 of 5 gates failed: reproducible, security.");
  }

  /** What was measured of another lock says nothing of this one, however well it went. */
  @Test
  void treemap_givesEachLayerTheAreaOfItsBytes() {
    double perByte = 1100 * 520 / 252e6;
    List<String> layers = new ArrayList<>();
    for (Element frame : page(Projects.full().model(), "image.html").select("rect.frame")) {
      double area =
          Double.parseDouble(frame.attr("width")) * Double.parseDouble(frame.attr("height"));
      layers.add(frame.text().split(":")[0] + " " + Math.round(area / perByte / 1e6));
    }
    assertThat(layers).containsExactly("rest 120", "python 90", "base 40", "application 2");
  }

  @Test
  void evidenceOfAnotherLock_isNoVerdict() {
    ReportModel model = Projects.full().model();
    LockPart lock = model.lock().orElseThrow();
    ReportModel moved =
        model.with(
            new LockPart(lock.specs(), "6".repeat(64), lock.graphs(), lock.records(), lock.newer()),
            model.changes());
    SortedMap<String, String> files = render(moved);
    Document overview = PageChecks.parse(files.get("index.html"));
    assertThat(overview.select("section").first().select("tbody .chip").eachText())
        .containsExactly("passed", "failed", "no verdict", "no verdict", "passed");
    assertThat(overview.select(".verdict").text())
        .isEqualTo(
            "Needs attention: 1 of 5 gates failed: image. No verdict yet: reproducible, security.");
    assertThat(overview.select(".facts").text())
        .contains("R, the lowest – none with this lock")
        .containsPattern("Known vulnerabilities \\d+ in another lock; \\d+ of \\d+ packages covered");
    assertThat(PageChecks.parse(files.get("reproducibility.html")).select(".sentence").text())
        .isEqualTo("All 12 experiments were made with another lock.");
    assertThat(PageChecks.parse(files.get("security.html")).select(".sentence").text())
        .isEqualTo("What was scanned is another lock, not this one.");
  }

  @Test
  void overview_tellsWhatIsMissingAndHowToGetIt() {
    Projects deployments = new Projects("");
    deployments.event(0, EventKind.DEPLOYMENT, "", "import", EventData.EMPTY.with("outcome", "failure"));
    String lock = "5".repeat(64);
    deployments.event(1, EventKind.LOCK, lock, "0.1.0", EventData.EMPTY.with("millis", 1));
    deployments.event(2, EventKind.DEPLOYMENT, lock, "0.1.0", EventData.EMPTY.with("outcome", "failure"));
    deployments.event(3, EventKind.DEPLOYMENT, lock, "0.1.0", EventData.EMPTY.with("outcome", "success"));
    Document page =
        page(Projects.with(new ReportSample().model(), deployments.events), "index.html");
    assertThat(page.select(".verdict").text())
        .isEqualTo(
            "1 of 5 gates passed; the others have no verdict yet. No verdict yet: image, reproducible, security, deployments.");
    assertThat(page.select("section").first().select("tbody .where").eachText())
        .containsExactly(
            "mvn hermetic:image",
            "mvn hermetic:reproduce hermetic:record -Dhermetic.reproduce.runs=3",
            "mvn hermetic:scan -Dhermetic.scan.database=osv",
            "No limit is set (hermetic.maximumDfr).");
    assertThat(page.select(".facts").text())
        .endsWith("Deployments failed 50 % of 2 deployments since Hermetic came in");
  }

  /** A warm cache after a cold one is no improvement. */
  @Test
  void setupTimes_areOnlyComparedWithTheSameCache() {
    SortedMap<String, String> files = render(Projects.full().model());
    Document overview = PageChecks.parse(files.get("index.html"));
    assertThat(overview.select(".charttitle").eachText())
        .contains("Set-up time from the lock, cold cache", "Set-up time from the lock, warm cache");
    Document setup = PageChecks.parse(files.get("setup.html"));
    assertThat(setup.select(".sentence").text())
        .isEqualTo(
            "Median set-up from the lock: 2.31 s with a cold cache (2 runs), 2.31 s with a warm cache (3 runs).");
    assertThat(setup.select("figure svg text.end").eachText())
        .contains("Hermetic, from the lock, cold cache");
  }

  @Test
  void setupTimes_belowNothing_areNotMeasured() {
    Projects wrong = new Projects("");
    wrong.event(
        1, EventKind.INSTALL, "5".repeat(64), "0.1.0", EventData.EMPTY.with("millis", -5).with("cache", "warm"));
    assertThat(page(Projects.with(ReportModel.empty("x", "y"), wrong.events), "setup.html").text())
        .contains("No set-up was measured yet.");
  }

  /** As R counts it: not whether the first run beside it was another. */
  @Test
  void experiments_areIdenticalOrNotAsRCountsThem() {
    Document page = page(Projects.full().model(), "reproducibility.html");
    Element table = page.select("table:has(caption:contains(Recorded experiments))").first();
    assertThat(table.select("tbody tr:contains(image) .chip").eachText())
        .containsExactly("identical", "different", "identical", "identical");
    assertThat(table.select("tbody code").eachText()).allMatch(digest -> digest.length() == 12);

    Projects one = new Projects("");
    for (int run = 1; run <= 2; run++) {
      EventData data =
          EventData.EMPTY
              .with("question", "prefix")
              .with("inputs", "7".repeat(64))
              .with("result", "1".repeat(64))
              .with("run", run);
      one.event(0, EventKind.REPRODUCE, "5".repeat(64), "0.1.0", data);
    }
    Document day = page(Projects.with(ReportModel.empty("x", "y"), one.events), "reproducibility.html");
    assertThat(day.select("section:has(h2:contains(Over time)) figure")).isEmpty();
    assertThat(day.select("section:has(h2:contains(Over time)) tbody tr").text())
        .isEqualTo("2026-09-01 2 2 100 %");
  }

  /** Which version, and from where: the list of files answers, and the chain leads to it. */
  @Test
  void provenance_leadsToTheFilesOfTheLock() {
    assertThat(page(Projects.full().model(), "provenance.html").select("td a[href]").eachAttr("href"))
        .containsExactly("specs.html#files");
  }

  @Test
  void lockForOnePlatform_hasNoDriftToShow() {
    ReportSample one = new ReportSample();
    one.platforms.remove(ReportSample.WIN);
    one.packages.removeIf(locked -> !locked.platform().equals(ReportSample.LINUX));
    Document page = page(one.model(), "drift.html");
    assertThat(page.select(".sentence").text())
        .isEqualTo("Locked for one platform: there is nothing to compare it with.");
    assertThat(page.select("figure, table")).isEmpty();
    assertThat(page.select(".nothing").text()).contains("hermetic.platforms").contains("mvn hermetic:lock");
  }

  @Test
  void verdictWithoutPolicyFile_saysSo() {
    ReportModel model = Projects.full().model();
    VerdictPart with = model.verdict().orElseThrow();
    VerdictPart without =
        new VerdictPart(
            true, "passed; 4 vulnerabilities allowed", with.judged(), "", with.lockSha256(),
            List.of(), List.of(), List.of());
    Document page = page(Projects.judged(model, without), "security.html");
    assertThat(page.select(".sentence").text())
        .isEqualTo("Without a policy file: passed; 4 vulnerabilities allowed.");
    assertThat(page.text()).contains("by the settings of the scan (there is no policy file).");
  }

  /** Five bars without length say less than one sentence. */
  @Test
  void scanThatFoundNothing_hasNoEmptyChart() {
    ScanPart clean =
        new ScanPart(
            2, new TreeMap<>(Map.of("direct", 2L)), new TreeMap<>(Map.of("high", 0L)), List.of(),
            List.of(), List.of(), List.of(), "osv", "2026-10-30T17:22:00.587279Z", List.of());
    Document page = page(Projects.scanned(Projects.full().model(), clean), "security.html");
    assertThat(page.select("section[aria-labelledby=security-findings] figure")).isEmpty();
    assertThat(page.select("section[aria-labelledby=security-findings]").text())
        .contains("No advisory is about anything that is there.");
    assertThat(page.select("section[aria-labelledby=security-coverage] tbody td").last().text())
        .isEqualTo("2026-10-30 17:22");
  }

  /** A digest is wider than a column of facts; the chain has it. */
  @Test
  void base_isNamedWithoutItsDigestAtAGlance() {
    ReportModel model = Projects.full().model();
    assertThat(page(model, "image.html").select(".facts").text())
        .contains("gcr.io/base")
        .doesNotContain("gcr.io/base@");
    assertThat(page(model, "provenance.html").text()).contains("gcr.io/base@sha256:");
  }

  @Test
  void twin_hasEveryNumberOfEveryTable() throws IOException {
    SortedMap<String, String> files = render(Projects.full().model());
    JsonNode twin = new ObjectMapper().readTree(files.get("report.json"));
    int cells = 0;
    for (String name : pages(files)) {
      JsonNode own = twin.at("/pages/" + name.replace(".html", ""));
      Document page = PageChecks.parse(files.get(name));
      for (Element section : page.select("section")) {
        String id = section.attr("aria-labelledby").replaceFirst("^[a-z]+-", "");
        if (name.equals("specs.html") && !id.equals("newest")) {
          continue; // Those tables are in lock.json.
        }
        int rows = 0;
        for (JsonNode table : own.at("/sections/" + id)) {
          rows += table.isArray() ? table.size() : 0;
        }
        assertThat(rows).as(name + " " + id).isEqualTo(section.select("tbody tr").size());
        cells += rows;
      }
    }
    assertThat(cells).isGreaterThan(60);
    assertThat(files.get("report.json")).matches("(?s)[\\x00-\\x7f]*");
    assertThat(twin.at("/pages/image/sections/size/facts/packed").asLong()).isEqualTo(81_000_000);
  }

  @Test
  void hostileTexts_stayTextsOnEveryPage() {
    SortedMap<String, String> files = render(Projects.hostile(EVIL).model());
    for (String name : pages(files)) {
      Document page = PageChecks.parse(files.get(name));
      PageChecks.check(page);
      assertThat(page.html()).doesNotContain("\u202e").doesNotContain("secret");
      assertThat(page.select("script").eachAttr("src")).allMatch("hermetic.js"::equals);
      assertThat(page.select(".eyebrow").text()).contains("<script>alert(1)</script>");
    }
    Document single =
        PageChecks.parse(
            new ProjectReport().render(Projects.hostile(EVIL).model(), true).get("index.html"));
    assertThat(single.select("script")).hasSize(1);
    assertThat(single.select("style")).hasSize(1);
  }

  /** A label that is cut must not leave half a password, whose end told that it is one. */
  @Test
  void labelsOfCharts_loseCredentialsBeforeTheyAreCut() {
    Projects failed = new Projects("");
    failed.event(
        0,
        EventKind.DEPLOYMENT,
        "",
        "0.1.0",
        EventData.EMPTY
            .with("outcome", "failure")
            .with("reason", "cannot push to https://me:correcthorsebattery@host.example/team/app"));
    SortedMap<String, String> files =
        render(Projects.with(ReportModel.empty("x", "y"), failed.events));
    assertThat(files.get("deployments.html")).contains("https://***@hos").doesNotContain("correct");
  }

  @Test
  void singleFile_hasAllPagesAndRunsNothingElse() throws Exception {
    SortedMap<String, String> files = new ProjectReport().render(Projects.full().model(), true);
    assertThat(files.keySet()).containsExactly("index.html", "lock.json", "report.json");
    Document page = PageChecks.parse(files.get("index.html"));
    assertThat(page.select("article")).hasSize(13);
    assertThat(page.select("h1")).hasSize(1);
    assertThat(page.select("[id]").eachAttr("id")).doesNotHaveDuplicates();
    for (Element link : page.select("a[href^=#]")) {
      assertThat(page.getElementById(link.attr("href").substring(1)))
          .as(link.attr("href"))
          .isNotNull();
    }
    assertThat(page.select("link, script[src]")).isEmpty();
    String policy = page.select("meta[http-equiv]").attr("content");
    for (String kind : List.of("style", "script")) {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(page.select(kind).first().data().getBytes(StandardCharsets.UTF_8));
      assertThat(policy)
          .contains(kind + "-src 'sha256-" + Base64.getEncoder().encodeToString(digest) + "'");
    }
  }

  @Test
  void files_areTheSameUnderOtherLocaleTimeZoneAndOrder() {
    Map<String, String> expected = render(Projects.full().model());
    Locale locale = Locale.getDefault();
    TimeZone zone = TimeZone.getDefault();
    String lineSeparator = System.getProperty("line.separator");
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Chatham"));
      System.setProperty("line.separator", "\r\n");
      assertThat(render(Projects.full().shuffled(5).model())).isEqualTo(expected);
    } finally {
      Locale.setDefault(locale);
      TimeZone.setDefault(zone);
      System.setProperty("line.separator", lineSeparator);
    }
  }

  @Test
  void files_areTheSameFromOneProcessorAndSeveral() throws Exception {
    SortedMap<String, String> one = made(1);
    assertThat(one).hasSizeGreaterThan(30);
    assertThat(made(4)).isEqualTo(one);
  }

  /** The files of the sample pages by path, from a JVM that takes the machine for one with so many processors. */
  private SortedMap<String, String> made(int processors) throws Exception {
    Path folder = directory.resolve(processors + " processors");
    Path told = directory.resolve(processors + ".txt");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:ActiveProcessorCount=" + processors,
                "-cp",
                System.getProperty("java.class.path"),
                SamplePagesProgram.class.getName(),
                folder.toString())
            .redirectErrorStream(true)
            .redirectOutput(told.toFile())
            .start();
    assertThat(process.waitFor()).as(Files.readString(told)).isZero();
    SortedMap<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        files.put(folder.relativize(file).toString(), Files.readString(file));
      }
    }
    return files;
  }

  @Test
  void write_leavesUnchangedFilesAloneAndNothingElse() throws IOException {
    Path folder = directory.resolve("a/b");
    Result first = new ProjectReport().write(request(folder));
    assertThat(first.page()).isEqualTo(folder.resolve("index.html"));
    assertThat(first.written()).isEqualTo(first.files()).hasSize(17);
    FileTime old = FileTime.from(Instant.EPOCH);
    for (Path file : first.files()) {
      Files.setLastModifiedTime(file, old);
    }
    assertThat(new ProjectReport().write(request(folder)).written()).isEmpty();
    assertThat(Files.getLastModifiedTime(first.page())).isEqualTo(old);

    Files.writeString(first.page(), "else");
    assertThat(new ProjectReport().write(request(folder)).written())
        .containsExactly(first.page());
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).containsExactlyInAnyOrderElementsOf(first.files());
    }
    assertThat(Files.readString(first.page(), StandardCharsets.UTF_8))
        .startsWith("<!DOCTYPE html>");
  }

  @Test
  void folderThatIsAFile_isOneProblem() throws IOException {
    Path file = Files.writeString(directory.resolve("taken"), "x");
    ReportRequest request = request(file);
    assertThatThrownBy(() -> new ProjectReport().write(request))
        .isInstanceOf(HermeticException.class)
        .hasMessageStartingWith("HERM-LOCK-030 " + file)
        .hasMessageContaining("Fix: make the folder writable");
    assertThat(file).hasContent("x");
  }

  private static ReportRequest request(Path folder) {
    return new ReportRequest(new ReportSample().model(), folder, false);
  }

  /** Which would have FreeMarker load the classes of all of them. */
  @Test
  void templates_severalPages_callNoBuiltIn() throws IOException {
    for (String name : List.of("page.ftlh", "parts.ftlh", "specs.ftlh")) {
      try (InputStream template = ProjectReport.class.getResourceAsStream(name)) {
        assertThat(new String(template.readAllBytes(), StandardCharsets.UTF_8))
            .as(name)
            .doesNotContainPattern("\\?[a-z]");
      }
    }
  }
}
