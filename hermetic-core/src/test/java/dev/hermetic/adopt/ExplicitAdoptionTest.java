package dev.hermetic.adopt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Projects that begin with explicit files (CEP-23). */
class ExplicitAdoptionTest extends AdoptionProject {
  @Test
  void adopt_explicitFile_pinsEveryPackage() throws IOException {
    write(
        "explicit.txt",
        """
        # platform: linux-64
        @EXPLICIT
        https://conda.anaconda.org/t/secret/conda-forge/linux-64/python-3.11.1-h1_0.conda#%1$s
        https://user:secret@conda.example.org/own/noarch/tool-1!2.0-py_0.tar.bz2#%1$s
        """
            .formatted(MD5));
    AdoptResult result = adopt(null);
    assertThat(read("environment.yml"))
        .contains(
            "  - conda-forge\n  - https://conda.example.org/own\n",
            "  - conda-forge::python=3.11.1=h1_0\n",
            "tool=1!2.0=py_0")
        .doesNotContain("secret");
    assertThat(contents()).doesNotContainKey("conda-lock.yml");
    assertThat(result.notes()).hasSize(1);
    environment();
  }

  @Test
  void adopt_explicitFilesOfSeveralPlatforms_areTakenTogether() throws IOException {
    String other = "https://conda.example.org/own/";
    write("conda-linux-64.lock", explicit(BASE + "linux-64/tool-1-0.conda"));
    write(
        "conda-osx-arm64.lock",
        explicit(BASE + "osx-arm64/tool-2-0.conda", other + "noarch/own-1-0.conda"));
    write("conda-notes.lock", "not one of them");
    AdoptResult result = adopt(null);
    assertThat(result.from()).isEqualTo("conda-linux-64.lock, conda-osx-arm64.lock");
    assertThat(read("environment.yml"))
        .endsWith(
            """
            channels:
              - conda-forge
              - https://conda.example.org/own
            platforms:
              - linux-64
              - osx-arm64
            dependencies:
              - https://conda.example.org/own::own=1=0  # [arm64]
              - conda-forge::tool=1=0  # [linux64]
              - conda-forge::tool=2=0  # [arm64]
            """);
    environment();
  }

  @Test
  void adopt_explicitFilesThatDoNotFit_areProblems() throws IOException {
    write("conda-linux-64.lock", explicit(BASE + "linux-64/tool-1-0.conda"));
    write("conda-osx-64.lock", explicit(BASE + "linux-64/tool-1-0.conda"));
    assertFails(null)
        .hasMessageContaining(
            """
            HERM-ADOPT-009 conda-osx-64.lock: is for linux-64, as another of the explicit files is
              Fix: correct its line `# platform:`, or name one file with -Dhermetic.from=FILE""");
    write("conda-osx-64.lock", "dependencies: []\n");
    assertFails(null).hasMessageContaining("HERM-ADOPT-002 conda-osx-64.lock: ");
  }

  private static String explicit(String... urls) {
    return "@EXPLICIT\n" + String.join("#" + MD5 + "\n", urls) + "#" + MD5 + "\n";
  }

  @Test
  void adopt_explicitFileWithOtherThings_isAProblem() throws IOException {
    write("explicit.txt", "@EXPLICIT\n" + BASE + "linux-64/odd.conda#" + MD5 + "\n");
    assertFails(null)
        .hasMessageContaining(
            "HERM-ADOPT-007 explicit.txt:2: '"
                + BASE
                + "linux-64/odd.conda' is not CHANNEL/SUBDIR/NAME-VERSION-BUILD.conda (or .tar.bz2)\n"
                + "  Fix: remove the line, or name the package file as conda does");
  }
}
