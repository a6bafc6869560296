package dev.hermetic.pypi.lock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hermetic.platform.Platform;
import dev.hermetic.problem.Location;
import org.junit.jupiter.api.Test;

class PipProblemsTest {
  private static final Location PLACE = new Location("environment.yml", 7, 5);

  @Test
  void render_eachProblem_saysWhatAndWhereAndHowToMendIt() {
    assertThat(PipProblems.noPython(PLACE, Platform.LINUX_64).render())
        .startsWith("HERM-PIP-002 environment.yml:7:5: pip packages are asked for, but no python")
        .contains("Fix: add `python` to the dependencies");
    assertThat(PipProblems.otherPython(PLACE, Platform.LINUX_64, "python 3.9 pypy39").render())
        .contains("HERM-PIP-003", "python 3.9 pypy39 is locked for linux-64", "=*_cpython");
    assertThat(PipProblems.wrongHash("six", "six.whl", "has the md5 a, but b").render())
        .contains("HERM-PIP-007 six: six.whl has the md5 a, but b", "do not trust the file");
    assertThat(PipProblems.badMapping("names.json", "it is no JSON").render())
        .contains("HERM-PIP-009 hermetic.pip.mapping: names.json is no mapping of names");
    assertThat(PipProblems.givenUp(PLACE, Platform.LINUX_64, 9).render())
        .contains("HERM-PIP-013 environment.yml:7:5", "for linux-64 in 9 clashes");
  }

  @Test
  void render_urlWithPassword_hidesIt() {
    assertThat(PipProblems.unpinned(PLACE, "git+https://bob:s3cret@example.org/a").render())
        .contains("HERM-PIP-005")
        .doesNotContain("s3cret");
  }
}
