package dev.hermetic.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hermetic.report.model.ReportModel;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Opens pages in Chromium: nothing may be on its console, neither a script's error nor a refusal. */
class BrowserTest {
  private static final int MOST_KEYS = 12;

  /** The width of a sheet between margins of one centimetre, in CSS pixels. */
  private static final int A4 = 718;

  private static final String BACKGROUND = "getComputedStyle(document.body).backgroundColor";
  private static final String OVERHANG =
      "Math.max(0, document.documentElement.scrollWidth - document.documentElement.clientWidth)";

  /** How far the table of gates goes beyond what is seen of it. */
  private static final String GATES_OVERHANG =
      "(gates => gates.scrollWidth - gates.clientWidth)"
          + "(document.querySelector('[aria-labelledby=index-gates] .scroll'))";

  /** What a person can go to, in its order; what is folded away cannot be seen and is not. */
  private static final String USABLE =
      "[...document.querySelectorAll('a[href], button, input, select, summary, [tabindex=\"0\"]')]"
          + ".filter(one => one.checkVisibility())";

  private static final String FOCUSED =
      "[usable.indexOf(document.activeElement), getComputedStyle(document.activeElement).outlineStyle]";
  private static final String SERIOUS =
      "axe.run({resultTypes: ['violations']}).then(found => found.violations"
          + ".filter(one => one.impact === 'serious' || one.impact === 'critical')"
          + ".map(one => one.id + ': ' + one.nodes.slice(0, 3).map(node => node.html)))";

  @TempDir static Path profile;
  private static Browser browser;

  @TempDir Path directory;

  @BeforeAll
  static void start() throws Exception {
    browser = Browser.start(profile);
  }

  @AfterAll
  static void stop() throws Exception {
    if (browser != null) {
      browser.close();
    }
  }

  private static List<Path> pages(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".html")).sorted().toList();
    }
  }

  @Test
  void pagesOfNothingAndOfHostileTexts_areOpenedWithoutAWordOnTheConsole() throws Exception {
    String evil = "\"><script>alert(1)</script><img src=x onerror=alert(1)>";
    List<Path> opened = new ArrayList<>();
    for (ReportModel model : List.of(ReportModel.empty("x", "y"), Projects.hostile(evil).model())) {
      Path folder = directory.resolve("report-" + opened.size());
      boolean single = !opened.isEmpty();
      new ProjectReport().write(new ReportRequest(model, folder, single));
      opened.addAll(pages(folder));
    }
    new ProjectReport()
        .write(new ReportRequest(Projects.hostile(evil).model(), directory.resolve("evil"), false));
    opened.add(directory.resolve("evil/packages.html"));
    opened.add(directory.resolve("evil/graph.html"));
    for (Path page : opened) {
      open(page);
    }
    assertThat(opened).hasSize(13 + 1 + 2);
  }

  private static void open(Path page) throws Exception {
    Browser.Opened seen = browser.open(page.toUri());
    assertThat(seen.console()).as(page.toString()).isEmpty();
    assertThat(seen.title()).as(page.toString()).isNotBlank();
  }

  /** Each page at a desk, on a phone, in the dark and on paper, its links, and what the key Tab reaches. */
  @Test
  void everyPage_isForAnyReader() throws Exception {
    List<Path> opened = full();
    for (Path page : opened) {
      browser.look(1280, 900, false);
      open(page);
      links(page);
      keyboard(page);
      fits(page);
    }
    assertThat(opened).hasSize(14);
  }

  /** Nothing sticks out, on paper neither, which nobody can swipe; the dark has colours of its own. */
  private static void fits(Path page) throws Exception {
    String light = browser.evaluate(BACKGROUND).asText();
    assertThat(browser.evaluate(OVERHANG).asInt()).as(page.toString()).isZero();
    browser.look(390, 844, true);
    assertThat(browser.evaluate(OVERHANG).asInt()).as("on a phone: " + page).isZero();
    assertThat(browser.evaluate(BACKGROUND).asText()).as(page.toString()).isNotEqualTo(light);
    browser.paper(A4);
    assertThat(browser.evaluate(OVERHANG).asInt()).as("on paper: " + page).isZero();
  }

  private void links(Path page) throws Exception {
    JsonNode links = browser.evaluate("[...document.links].map(one => one.href)");
    assertThat(links.size()).as(page.toString()).isGreaterThan(10);
    for (JsonNode link : links) {
      URI target = URI.create(link.asText());
      Path file = Path.of(target.getPath());
      assertThat(file).as(link.asText()).isRegularFile();
      if (target.getFragment() != null) {
        assertThat(ids(file)).as(link.asText()).contains(target.getFragment());
      }
    }
  }

  private final Map<Path, Set<String>> known = new HashMap<>();

  private Set<String> ids(Path file) throws IOException {
    if (!known.containsKey(file)) {
      String html = Files.readString(file);
      known.put(file, new HashSet<>(Jsoup.parse(html).select("[id]").eachAttr("id")));
    }
    return known.get(file);
  }

  /** The key Tab goes from one to the next in their order, and shows where it is. */
  private static void keyboard(Path page) throws Exception {
    int all = browser.evaluate("(window.usable = " + USABLE + ").length").asInt();
    assertThat(all).as(page.toString()).isGreaterThan(10);
    for (int i = 0; i < Math.min(all, MOST_KEYS); i++) {
      browser.tab();
      JsonNode at = browser.evaluate(FOCUSED);
      assertThat(at.path(0).asInt()).as("key " + i + " of " + page).isEqualTo(i);
      assertThat(at.path(1).asText()).as("outline " + i + " of " + page).isEqualTo("solid");
    }
  }

  /** Rules of axe-core, in light and dark. */
  @Test
  void axe_findsNothingSerious() throws Exception {
    Path axe = axe();
    Assumptions.assumeTrue(
        axe != null, "axe-core is not installed: npm install -g axe-core, or -Dhermetic.axe=axe.min.js");
    String source = Files.readString(axe);
    Path bad =
        Files.writeString(
            directory.resolve("bad.html"),
            "<!DOCTYPE html><title>bad</title><p style='color:#ccc'>pale</p><input>");
    assertThat(serious(bad, source)).hasSizeGreaterThan(2);
    List<Path> opened = full();
    for (boolean dark : List.of(false, true)) {
      browser.look(dark ? 390 : 1280, 900, dark);
      // Charts are on these; the single page has all that the others have.
      for (String name : List.of("many/index.html", "many/image.html", "single/index.html")) {
        Path page = directory.resolve(name);
        assertThat(opened).contains(page);
        assertThat(serious(page, source)).as(page.toString()).isEmpty();
      }
    }
  }

  private static List<String> serious(Path page, String axe) throws Exception {
    browser.open(page.toUri());
    browser.evaluate(axe + "; 1");
    List<String> found = new ArrayList<>();
    browser.evaluate(SERIOUS).forEach(one -> found.add(one.asText()));
    return found;
  }

  private static Path axe() {
    String given = System.getProperty("hermetic.axe");
    return Stream.of(
            given == null ? "" : given,
            "/usr/local/lib/node_modules/axe-core/axe.min.js",
            "/usr/lib/node_modules/axe-core/axe.min.js")
        .map(Path::of)
        .filter(Files::isRegularFile)
        .findFirst()
        .orElse(null);
  }

  /** All pages of a project that has everything, and the one that has them all. */
  private List<Path> full() throws IOException {
    List<Path> opened = new ArrayList<>();
    for (String name : List.of("many", "single")) {
      Path folder = directory.resolve(name);
      new ProjectReport()
          .write(new ReportRequest(Projects.full().model(), folder, name.equals("single")));
      opened.addAll(pages(folder));
    }
    return opened;
  }

  /** Where nothing is known yet, the evidence has the commands to begin with, which are long. */
  @Test
  void gates_areReadOnAPhoneWithoutASwipe() throws Exception {
    Path folder = directory.resolve("empty");
    new ProjectReport()
        .write(new ReportRequest(ReportModel.empty("Nothing yet", "Hermetic"), folder, false));
    browser.look(390, 844, false);
    browser.open(folder.resolve("index.html").toUri());
    assertThat(browser.evaluate(GATES_OVERHANG).asInt()).isZero();
  }

  /** The script has run: without it there is no such button. */
  @Test
  void tables_canBeSorted() throws Exception {
    Path folder = directory.resolve("report");
    new ProjectReport().write(new ReportRequest(Projects.full().model(), folder, false));
    Browser.Opened seen = browser.open(folder.resolve("packages.html").toUri());
    assertThat(seen.buttons()).isPositive();
  }

  @Test
  void errors_areSeen() throws Exception {
    Path page =
        Files.writeString(
            directory.resolve("bad.html"),
            "<!DOCTYPE html><title>bad</title><script>missing()</script><img src=gone.png>");
    assertThat(browser.open(page.toUri()).console())
        .anyMatch(line -> line.contains("missing is not defined"))
        .anyMatch(line -> line.contains("ERR_FILE_NOT_FOUND"));
    Path refused =
        Files.writeString(
            directory.resolve("refused.html"),
            "<!DOCTYPE html><meta http-equiv=Content-Security-Policy content=\"default-src 'none'\">"
                + "<title>refused</title><script>1</script>");
    assertThat(browser.open(refused.toUri()).console())
        .anyMatch(line -> line.contains("Content Security Policy"));
  }
}
