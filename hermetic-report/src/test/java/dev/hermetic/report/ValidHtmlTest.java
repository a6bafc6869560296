package dev.hermetic.report;

import static org.assertj.core.api.Assertions.assertThat;

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

  private static String check(Path page) throws Exception {
    EmbeddedValidator validator = new EmbeddedValidator();
    validator.setOutputFormat(OutputFormat.TEXT);
    return validator.validate(page);
  }

  @Test
  void page_isValid() throws Exception {
    Path page = new LockReport().write(new ReportSample().request(directory)).page();
    assertThat(check(page)).isEqualTo(CLEAN);
  }

  @Test
  void pageOfAProvenLock_isValid() throws Exception {
    Path page = new LockReport().write(new ReportSample().proven().request(directory)).page();
    assertThat(check(page)).isEqualTo(CLEAN);
  }

  @Test
  void pageOfAnEmptyLock_isValid() throws Exception {
    ReportSample sample = new ReportSample();
    sample.packages.clear();
    sample.linuxSpecs.clear();
    sample.winSpecs.clear();
    sample.pip.clear();
    assertThat(check(new LockReport().write(sample.request(directory)).page())).isEqualTo(CLEAN);
  }

  @Test
  void pageOfHostileNames_isValid() throws Exception {
    ReportSample sample = new ReportSample();
    sample.locked(ReportSample.LINUX, "a b\"'<&", "<1>", "&amp;", 1);
    sample.environmentName = "</code><script>";
    assertThat(check(new LockReport().write(sample.request(directory)).page())).isEqualTo(CLEAN);
  }

  @Test
  void checker_findsWhatIsWrong() throws Exception {
    Path wrong = Files.writeString(directory.resolve("wrong.html"), "<!DOCTYPE html><p id=a id=b>");
    assertThat(check(wrong)).contains("Error: Duplicate attribute");
  }
}
