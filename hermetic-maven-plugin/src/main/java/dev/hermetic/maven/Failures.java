package dev.hermetic.maven;

import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.Problem;
import dev.hermetic.problem.Problems;
import dev.hermetic.text.TextStyle;
import dev.hermetic.track.TrackCommands;
import dev.hermetic.track.TrackName;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;

/**
 * Turns our failures into Maven's: what the user's input or a policy caused is a failure of the
 * build, the rest an error of its execution.
 */
final class Failures {
  private Failures() {}

  /**
   * Throws always. A cause goes along only with a defect of ours: Maven prints the messages of
   * causes too, and a stack trace under {@code -e}.
   */
  static void raise(HermeticException e) throws MojoExecutionException, MojoFailureException {
    if (has(e, Problem.Kind.INTERNAL)) {
      throw new MojoExecutionException(message(e), e);
    }
    if (has(e, Problem.Kind.ENVIRONMENT)) {
      throw new MojoExecutionException(message(e));
    }
    throw new MojoFailureException(message(e));
  }

  /** The same with the track in every command of a fix, which would mend another lock without it. */
  static HermeticException inTrack(HermeticException e, String track) {
    if (track.equals(TrackName.STABLE) || !TrackName.isValid(track)) {
      return e;
    }
    return new HermeticException(
        e.problems().stream()
            .map(
                of ->
                    new Problem(
                        of.code(),
                        of.kind(),
                        of.subject(),
                        of.fact(),
                        TrackCommands.in(of.fix(), track)))
            .toList(),
        e.getCause());
  }

  /** The problems as text that the console can show, the first at the head of a line of its own. */
  static String message(HermeticException e) {
    return message(e, ConsoleStyle.here());
  }

  static String message(HermeticException e, TextStyle style) {
    return "\n" + style.shown(Problems.render(e.problems()));
  }

  private static boolean has(HermeticException e, Problem.Kind kind) {
    return e.problems().stream().anyMatch(problem -> problem.kind() == kind);
  }
}
