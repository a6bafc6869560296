package dev.hermetic.maven;

import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.Problem;
import dev.hermetic.problem.Problems;
import dev.hermetic.text.TextStyle;
import java.util.function.UnaryOperator;
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

  /**
   * The same with other commands in the fixes, which might mend another lock or could not be given.
   *
   * @param commands what makes of a text the same with commands for here
   */
  static HermeticException withCommands(HermeticException e, UnaryOperator<String> commands) {
    return new HermeticException(
        e.problems().stream()
            .map(
                of ->
                    new Problem(
                        of.code(),
                        of.kind(),
                        of.subject(),
                        of.fact(),
                        commands.apply(of.fix())))
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
