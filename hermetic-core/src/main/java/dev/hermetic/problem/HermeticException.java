package dev.hermetic.problem;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The one failure type of the library: every problem found, not just the first. */
public final class HermeticException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient List<Problem> problems;

  public HermeticException(List<Problem> problems, @Nullable Throwable cause) {
    super(Problems.render(problems), cause);
    if (problems.isEmpty()) {
      throw new IllegalArgumentException("a failure needs at least one problem");
    }
    this.problems = List.copyOf(problems);
  }

  public HermeticException(List<Problem> problems) {
    this(problems, null);
  }

  public HermeticException(Problem problem) {
    this(List.of(problem), null);
  }

  public HermeticException(Problem problem, @Nullable Throwable cause) {
    this(List.of(problem), cause);
  }

  /** At least one, in the order in which they should be read. */
  public List<Problem> problems() {
    return problems;
  }

  /** Whether it says no more than that what was asked about is not here, and may be elsewhere. */
  public boolean isAbsence() {
    return problems.stream().allMatch(problem -> problem.kind() == Problem.Kind.ABSENT);
  }
}
