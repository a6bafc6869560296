package dev.hermetic.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hermetic.report.model.ReportModel;
import java.nio.file.Files;
import java.nio.file.Path;
import nu.validator.client.EmbeddedValidator;
import nu.validator.client.EmbeddedValidator.OutputFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The W3C's own checker (nu.validator) has neither error nor warning. */
class ValidHtmlTest {
  private static final String CLEAN = "Document checking completed. No errors found.\n";

  @TempDir Path directory;

  private Path write(ReportSample sample) {
    new ProjectReport().write(new ReportRequest(sample.model(), directory, false));
    return directory.resolve("specs.html");
  }

  private static String check(Path page) throws Exception {
    EmbeddedValidator validator = new EmbeddedValidator();
    validator.setOutputFormat(OutputFormat.TEXT);
    // The checker takes no file to be of the same origin as another, and hashes of inline styles and
    // scripts it does not compute; browsers do both.
    return validator
        .validate(page)
        .replaceAll("Warning: [^\n]*Content Security Policy \\(meta tag\\)[^\n]*\n[^\n]*\n", "");
  }

  @Test
  void page_isValid() throws Exception {
    Path page = write(new ReportSample());
    assertThat(check(page)).isEqualTo(CLEAN);
  }

  @Test
  void pageOfAProvenLock_isValid() throws Exception {
    Path page = write(new ReportSample().proven());
    assertThat(check(page)).isEqualTo(CLEAN);
  }

  @Test
  void pageOfAnEmptyLock_isValid() throws Exception {
    ReportSample sample = new ReportSample();
    sample.packages.clear();
    sample.linuxSpecs.clear();
    sample.winSpecs.clear();
    sample.pip.clear();
    assertThat(check(write(sample))).isEqualTo(CLEAN);
  }

  @Test
  void pageOfHostileNames_isValid() throws Exception {
    ReportSample sample = new ReportSample();
    sample.locked(ReportSample.LINUX, "a b\"'<&", "<1>", "&amp;", 1);
    sample.environmentName = "</code><script>";
    assertThat(check(write(sample))).isEqualTo(CLEAN);
  }

  @Test
  void allPagesOfAllProjects_areValid() throws Exception {
    int number = 0;
    for (ReportModel model : Projects.all()) {
      Path folder = directory.resolve(Integer.toString(number++));
      ProjectReport.Result written =
          new ProjectReport().write(new ReportRequest(model, folder, false));
      for (Path file : written.files()) {
        if (file.toString().endsWith(".html")) {
          assertThat(check(file)).as(file.toString()).isEqualTo(CLEAN);
        }
      }
    }
  }

  @Test
  void singleFileOfHostileTexts_isValid() throws Exception {
    ReportModel model = Projects.hostile("\"><script>alert(1)</script></style>").model();
    Path page = new ProjectReport().write(new ReportRequest(model, directory, true)).page();
    assertThat(check(page)).isEqualTo(CLEAN);
  }

  @Test
  void checker_findsWhatIsWrong() throws Exception {
    Path wrong = Files.writeString(directory.resolve("wrong.html"), "<!DOCTYPE html><p id=a id=b>");
    assertThat(check(wrong)).contains("Error: Duplicate attribute");
  }
}
