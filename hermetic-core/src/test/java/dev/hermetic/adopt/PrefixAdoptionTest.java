package dev.hermetic.adopt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Projects that begin with an installed environment. */
class PrefixAdoptionTest extends AdoptionProject {
  @Test
  void adopt_prefix_takesWhatItsHistoryAskedFor() throws IOException {
    prefix("python", "3.11.1", "linux-64", "");
    prefix("tool", "2.1.3", "noarch", "\"python >=3.8\", \"left-over\"");
    prefix("left-over", "1", "noarch", "");
    write(
        "envs/ml/conda-meta/history",
        """
        ==> 2026-01-01 10:00:00 <==
        # update specs: ['python=3.10', "tool[version='>=2']", 'gone', 'left-over']
        # remove specs: ['left-over']
        """);
    String site = "envs/ml/lib/python3.11/site-packages/";
    write(site + "wheel_only-1.5.dist-info/INSTALLER", "pip\n");
    write(site + "ours-2.0.dist-info/INSTALLER", "hermetic\n");
    write(site + "tool-2.1.3.dist-info/INSTALLER", "conda\n");
    AdoptResult result = adopt("envs/ml");
    assertThat(read("environment.yml"))
        .isEqualTo(
            """
            # Made from envs/ml: what its history says was asked for
            name: ml
            channels:
              - conda-forge
            platforms:
              - linux-64
            dependencies:
              - python=3.11
              - 'tool[version=''>=2'']'
              - pip
              - pip:
                  - ours==2.0
                  - wheel_only==1.5
            """);
    assertThat(lockNames()).containsExactly("left-over 1", "python 3.11.1", "tool 2.1.3");
    assertThat(read("conda-lock.yml")).doesNotContain("secret");
    assertThat(read("pom.xml")).contains("<artifactId>ml</artifactId>").doesNotContain("properties");
    assertThat(result.notes())
        .containsExactly(
            "packages from PyPI are in environment.yml, but no prefix says where their files came"
                + " from: `mvn hermetic:lock` adds them to the lock");
  }

  @Test
  void adopt_prefixWithoutHistory_takesWhatNobodyNeeds() throws IOException {
    prefix("python", "3.11.1", "linux-64", "");
    prefix("tool", "2.1.3", "noarch", "\"python >=3.8\"");
    adopt("envs/ml");
    assertThat(read("environment.yml")).endsWith("dependencies:\n  - python=3.11\n  - tool=2.1\n");
    assertAnswers();
  }

  @Test
  void adopt_badPrefix_isToldWhole() throws IOException {
    write("envs/ml/conda-meta/a.json", "{");
    write("envs/ml/conda-meta/b.json", "{}");
    assertFails("envs/ml")
        .hasMessageContaining(
            """
            HERM-ADOPT-005 envs/ml/conda-meta/a.json: is no JSON
              Fix: reinstall the package in the prefix, or begin with another file""")
        .hasMessageContaining("envs/ml/conda-meta/b.json: does not say where the package came from")
        .hasMessageContaining(
            """
            HERM-ADOPT-004 envs/ml: nothing in it tells its platform
              Fix: add a line such as `# platform: linux-64` to an explicit file; a prefix is of one platform""");
    assertThat(contents()).doesNotContainKeys("pom.xml", ".gitignore");
  }

  private void prefix(String name, String version, String subdir, String needs)
      throws IOException {
    write(
        "envs/ml/conda-meta/" + name + "-" + version + "-0.json",
        """
        {"name": "%1$s", "version": "%2$s", "build": "0", "md5": "%3$s", "depends": [%4$s],
         "url": "https://conda.anaconda.org/t/secret/conda-forge/%5$s/%1$s-%2$s-0.conda"}
        """
            .formatted(name, version, MD5, needs, subdir));
  }
}
