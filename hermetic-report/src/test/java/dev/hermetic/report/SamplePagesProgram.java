package dev.hermetic.report;

import java.nio.file.Path;

/**
 * Writes the pages of sample projects, to be looked at: {@code full}, {@code single}, {@code empty}
 * and {@code hostile} in the folder that is named.
 */
final class SamplePagesProgram {
  private SamplePagesProgram() {}

  public static void main(String[] arguments) {
    Path folder = Path.of(arguments[0]);
    ProjectReport report = new ProjectReport();
    report.write(new ReportRequest(Projects.full().model(), folder.resolve("full"), false));
    report.write(new ReportRequest(Projects.full().model(), folder.resolve("single"), true));
    report.write(
        new ReportRequest(
            Projects.all().get(1), folder.resolve("empty"), false));
    report.write(
        new ReportRequest(
            Projects.hostile("\"><script>alert(1)</script>").model(),
            folder.resolve("hostile"),
            false));
  }
}
