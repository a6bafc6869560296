package dev.hermetic.maven;

import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.IoReason;
import dev.hermetic.problem.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;

/** The page of a job on GitHub, to which steps add Markdown. */
final class StepSummary {
  private static final String VARIABLE = "GITHUB_STEP_SUMMARY";

  private StepSummary() {}

  /** Adds the text where the job has such a page. */
  static void append(Map<String, String> environment, String text) {
    String file = environment.getOrDefault(VARIABLE, "");
    if (file.isBlank()) {
      return;
    }
    try {
      Files.writeString(
          Path.of(file),
          text,
          StandardCharsets.UTF_8,
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new HermeticException(cannotWrite(file, IoReason.of(e)), e);
    }
  }

  static Problem cannotWrite(String file, String reason) {
    return new Problem(
        "HERM-SUMMARY-001",
        Problem.Kind.ENVIRONMENT,
        file,
        "the summary cannot be added to the page of this job: " + reason,
        "see that " + VARIABLE + " names a file that this user may write, or unset it");
  }
}
