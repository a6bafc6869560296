package dev.hermetic.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ProblemsTest {
  private static Problem problem(String subject, String fact) {
    return new Problem("HERM-X-001", Problem.Kind.INPUT, subject, fact, "mend it");
  }

  @Test
  void render_manyThatDifferInTheirPlaceAlone_areCounted() {
    List<Problem> problems = new ArrayList<>();
    IntStream.range(0, 45).forEach(i -> problems.add(problem("p" + i, "is not there")));
    problems.add(3, problem("other", "is broken"));
    HermeticException failure = new HermeticException(problems);
    assertThat(failure)
        .hasMessage(
            """
            HERM-X-001 p0: is not there
              Fix: mend it
            HERM-X-001 p1: is not there
              Fix: mend it
            HERM-X-001 p2: is not there
              Fix: mend it
            HERM-X-001 other: is broken
              Fix: mend it
            HERM-X-001 p3: is not there
              Fix: mend it
            HERM-X-001 p4: is not there
              Fix: mend it
            HERM-X-001 and 40 more: is not there""");
    assertThat(failure.problems()).hasSize(46);
  }

  @Test
  void render_manyWithFactsOfTheirOwn_areAllShown() {
    List<Problem> problems =
        IntStream.range(0, 9).mapToObj(i -> problem("p", "lacks line " + i)).toList();
    assertThat(Problems.render(problems).lines()).hasSize(18);
  }

  @Test
  void once_thoseAlikeInAllButTheirPlace_areOne() {
    assertThat(
            Problems.once(
                List.of(problem("a", "is shut"), problem("x", "is broken"), problem("b", "is shut"))))
        .containsExactly(problem("a and 1 more", "is shut"), problem("x", "is broken"));
  }
}
