package dev.hermetic.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.Problem.Kind;
import dev.hermetic.problem.Problem;
import dev.hermetic.text.TextStyle;
import dev.hermetic.track.TrackCommands;
import java.io.IOException;
import java.util.List;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.junit.jupiter.api.Test;

class FailuresTest {
  @Test
  void raise_inputAndPolicy_isABuildFailureWithEveryProblem() {
    HermeticException e = new HermeticException(List.of(problem(Kind.INPUT), problem(Kind.POLICY)));
    assertThatThrownBy(() -> Failures.raise(e))
        .isInstanceOf(MojoFailureException.class)
        .hasNoCause()
        .hasMessage(
            "\nHERM-TEST-001 a.yml:1: is INPUT\n  Fix: mend it"
                + "\nHERM-TEST-001 a.yml:1: is POLICY\n  Fix: mend it");
  }

  @Test
  void raise_environment_isAnExecutionErrorWithoutTheCauseAndItsSecrets() {
    IOException cause = new IOException("password is hunter2");
    HermeticException e = new HermeticException(problem(Kind.ENVIRONMENT), cause);
    assertThatThrownBy(() -> Failures.raise(e))
        .isInstanceOf(MojoExecutionException.class)
        .hasNoCause()
        .hasMessageContaining("is ENVIRONMENT");
  }

  @Test
  void raise_internal_keepsTheCauseForTheDevelopers() {
    HermeticException e = new HermeticException(List.of(problem(Kind.INPUT), problem(Kind.INTERNAL)));
    assertThatThrownBy(() -> Failures.raise(e))
        .isInstanceOf(MojoExecutionException.class)
        .hasCause(e);
  }

  @Test
  void message_onAConsoleOfAscii_drawsItsTreeInAscii() {
    HermeticException e =
        new HermeticException(
            new Problem(
                "HERM-TEST-001",
                Kind.INPUT,
                "a.yml",
                "no:\n  ├─ `a`\n  │  └─ `b`\n  └─ `ü`",
                "name another…"));
    assertThat(Failures.message(e, TextStyle.ASCII))
        .isEqualTo(
            "\nHERM-TEST-001 a.yml: no:\n  |- `a`\n  |  `- `b`\n  `- `\\u00FC`\n  Fix: name another...");
    assertThat(Failures.message(e, TextStyle.UNICODE)).contains("├─ `a`", "`ü`", "another…");
  }

  @Test
  void withCommands_fixes_tellThose() {
    HermeticException e =
        new HermeticException(
            new Problem(
                "HERM-TEST-001",
                Kind.POLICY,
                "research.conda-lock.yml",
                "is stale",
                "run `mvn hermetic:lock` and commit it"));
    assertThat(Failures.message(Failures.withCommands(e, text -> TrackCommands.in(text, "research"))))
        .endsWith("Fix: run `mvn hermetic:lock -Dhermetic.track=research` and commit it");
  }

  private static Problem problem(Kind kind) {
    return new Problem("HERM-TEST-001", kind, "a.yml:1", "is " + kind, "mend it");
  }
}
