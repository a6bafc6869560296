package dev.hermetic.maven;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hermetic.problem.Problem;
import org.apache.maven.project.MavenProject;
import org.junit.jupiter.api.Test;

class TestMojoTest {
  private final MavenProject project = new MavenProject();

  @Test
  void failure_passedOver_tellsWhyAndWhatFollows() {
    Problem problem =
        new Problem(
            "HERM-INST-018",
            Problem.Kind.POLICY,
            "hermetic.test.command",
            "pytest ended with exit code 1",
            "see what it printed above");
    assertThat(TestMojo.passedOver(problem).render())
        .isEqualTo(
            """
            HERM-INST-018 hermetic.test.command: pytest ended with exit code 1; the build goes on, \
            because maven.test.failure.ignore is set
              Fix: see what it printed above; until the tests pass, hermetic:push refuses the image""");
  }

  @Test
  void outcome_isThatOfItsTrack() {
    assertThat(BuildNotes.haveTestsPassed(project, "stable")).isFalse();
    assertThat(BuildNotes.haveTestsFailed(project, "stable")).isFalse();
    BuildNotes.testsPassed(project, "stable");
    BuildNotes.testsFailed(project, "research");
    assertThat(BuildNotes.haveTestsPassed(project, "stable")).isTrue();
    assertThat(BuildNotes.haveTestsFailed(project, "stable")).isFalse();
    assertThat(BuildNotes.haveTestsPassed(project, "research")).isFalse();
    assertThat(BuildNotes.haveTestsFailed(project, "research")).isTrue();
  }
}
