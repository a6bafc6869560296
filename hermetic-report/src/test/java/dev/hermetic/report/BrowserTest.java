package dev.hermetic.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hermetic.report.model.ReportModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Opens pages in Chromium: nothing may be on its console, neither a script's error nor a refusal. */
class BrowserTest {
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
  void everyPage_isOpenedWithoutAWordOnTheConsole() throws Exception {
    String evil = "\"><script>alert(1)</script><img src=x onerror=alert(1)>";
    List<ReportModel> models =
        List.of(
            Projects.full().model(), ReportModel.empty("x", "y"), Projects.hostile(evil).model());
    List<Path> opened = new ArrayList<>();
    for (int i = 0; i < models.size(); i++) {
      Path many = directory.resolve("many-" + i);
      Path single = directory.resolve("single-" + i);
      new ProjectReport().write(new ReportRequest(models.get(i), many, false));
      new ProjectReport().write(new ReportRequest(models.get(i), single, true));
      opened.addAll(pages(many));
      opened.addAll(pages(single));
    }
    for (Path page : opened) {
      Browser.Opened seen = browser.open(page.toUri());
      assertThat(seen.console()).as(page.toString()).isEmpty();
      assertThat(seen.title()).as(page.toString()).isNotBlank();
    }
    assertThat(opened).hasSize(3 * 14);
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
