package dev.hermetic.maven;

import dev.hermetic.summary.SummaryText;
import java.util.Optional;
import org.apache.maven.project.MavenProject;

/**
 * What the goals of one build tell those that follow in it. Only texts, since the plugin may be
 * loaded twice in one build.
 */
final class BuildNotes {
  private static final String IMAGE = "dev.hermetic.image.digest";
  private static final String TESTS = "dev.hermetic.tests.";
  private static final String PASSED = "passed";
  private static final String FAILED = "failed";
  private static final String PIPELINE = "dev.hermetic.ci.module";
  private static final String PIPELINE_SETTINGS = "dev.hermetic.ci.settings";
  private static final String SUMMARY = "dev.hermetic.summary.text";
  private static final String BRIEF_SUMMARY = "dev.hermetic.summary.brief";

  private static final String TURN = "dev.hermetic.modules.turn";
  private static final String DONE = "dev.hermetic.modules.done";
  private static final String LACKING = "dev.hermetic.modules.lacking";

  private BuildNotes() {}

  /** That the goal runs in a module in its turn, and ends at the root of the build. */
  static void hasTurn(MavenProject project, boolean now) {
    project.setContextValue(TURN, String.valueOf(now));
    if (now) {
      project.setContextValue(DONE, "");
      project.setContextValue(LACKING, "");
    }
  }

  static boolean hasTurn(MavenProject project) {
    return text(project, TURN).filter("true"::equals).isPresent();
  }

  /** That the goal did its work in the module in its turn. */
  static void done(MavenProject project) {
    project.setContextValue(DONE, "true");
  }

  static boolean isDone(MavenProject project) {
    return text(project, DONE).filter("true"::equals).isPresent();
  }

  /** That the module has nothing of what the goal was asked about, in the words of that problem. */
  static void lacks(MavenProject project, String problem) {
    project.setContextValue(LACKING, problem);
  }

  /** What is wrong where no other module has it; empty when the module has something of it. */
  static Optional<String> lacking(MavenProject project) {
    return text(project, LACKING).filter(problem -> !problem.isEmpty());
  }

  static void imageMade(MavenProject project, String digest) {
    project.setContextValue(IMAGE, digest);
  }

  /** The digest of the image; empty when the image is of a build before. */
  static Optional<String> image(MavenProject project) {
    return text(project, IMAGE);
  }

  /**
   * What pipelines depend on in a module.
   *
   * @param line of the module, as pipelines have it
   * @param settings of the pipelines, as the module has them
   */
  static void pipelineAsked(MavenProject project, String line, String settings) {
    project.setContextValue(PIPELINE, line);
    project.setContextValue(PIPELINE_SETTINGS, settings);
  }

  /** The line of a module; empty when it was not asked for its pipeline in this build. */
  static Optional<String> pipeline(MavenProject project) {
    return text(project, PIPELINE);
  }

  static Optional<String> pipelineSettings(MavenProject project) {
    return text(project, PIPELINE_SETTINGS);
  }

  static void summedUp(MavenProject project, SummaryText summary) {
    project.setContextValue(SUMMARY, summary.whole());
    project.setContextValue(BRIEF_SUMMARY, summary.brief());
  }

  /** What a module was summed up in last; empty when it was not in this build. */
  static Optional<SummaryText> summary(MavenProject project) {
    return text(project, SUMMARY)
        .flatMap(whole -> text(project, BRIEF_SUMMARY).map(brief -> new SummaryText(whole, brief)));
  }

  private static Optional<String> text(MavenProject project, String key) {
    return project.getContextValue(key) instanceof String text
        ? Optional.of(text)
        : Optional.empty();
  }

  /** That the tests have passed with the lock of a track. */
  static void testsPassed(MavenProject project, String track) {
    project.setContextValue(TESTS + track, PASSED);
  }

  /** That they have failed, once at least; the build may go on all the same. */
  static void testsFailed(MavenProject project, String track) {
    project.setContextValue(TESTS + track, FAILED);
  }

  static boolean haveTestsPassed(MavenProject project, String track) {
    return text(project, TESTS + track).filter(PASSED::equals).isPresent();
  }

  static boolean haveTestsFailed(MavenProject project, String track) {
    return text(project, TESTS + track).filter(FAILED::equals).isPresent();
  }
}
