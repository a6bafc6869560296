package dev.hermetic.adopt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hermetic.adopt.AdoptResult.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a project gets whose environment is written down already, and what nothing can be made of. */
class AdoptionTest extends AdoptionProject {
  @Test
  void adopt_environment_getsPomAndGitFiles() throws IOException {
    write("environment.yml", ENVIRONMENT);
    AdoptResult result = adopt(null);
    assertThat(outcomes(result))
        .containsExactly(
            Map.entry("environment.yml", Outcome.KEPT),
            Map.entry("pom.xml", Outcome.WRITTEN),
            Map.entry(".mvn/jvm.config", Outcome.WRITTEN),
            Map.entry(".gitignore", Outcome.WRITTEN),
            Map.entry(".gitattributes", Outcome.WRITTEN));
    assertThat(read("environment.yml")).isEqualTo(ENVIRONMENT);
    assertThat(read("pom.xml"))
        .contains("<packaging>hermetic</packaging>", "<version>1.2.3</version>")
        .doesNotContain("<properties>", "@");
    assertThat(read("pom.xml").lines()).hasSize(12);
    assertThat(read(".gitignore")).isEqualTo("target/\n");
    assertThat(result.snippet()).isEmpty();
    assertThat(result.notes()).isEmpty();
  }

  @Test
  void adopt_again_changesNothing() throws IOException {
    write("environment.yml", ENVIRONMENT);
    adopt(null);
    Map<String, String> before = contents();
    AdoptResult again = adopt(null);
    assertThat(outcomes(again).values()).containsOnly(Outcome.KEPT);
    assertThat(again.snippet()).isEmpty();
    assertThat(contents()).isEqualTo(before);
  }

  @Test
  void adopt_dryRun_writesNothing() throws IOException {
    write("environment.yml", ENVIRONMENT);
    AdoptResult result = Adoption.adopt(new AdoptRequest(folder, null, "1.2.3", true));
    assertThat(outcomes(result)).containsEntry("pom.xml", Outcome.WRITTEN);
    assertThat(contents()).containsOnlyKeys("environment.yml");
  }

  @Test
  void adopt_usersFiles_keepEveryByte() throws IOException {
    write("environment.yml", ENVIRONMENT);
    write("pom.xml", "<project><!-- mine --></project>");
    byte[] ignore = "caf\u00e9\r\n*.log".getBytes(StandardCharsets.ISO_8859_1);
    Files.write(folder.resolve(".gitignore"), ignore);
    write(".gitattributes", "*conda-lock.yml -diff\n");
    AdoptResult result = adopt(null);
    assertThat(read("pom.xml")).isEqualTo("<project><!-- mine --></project>");
    assertThat(result.snippet().orElseThrow())
        .contains("<version>1.2.3</version>")
        .contains("<phase>initialize</phase>", "<goal>lock</goal><goal>check</goal>")
        .contains("<goal>test</goal><goal>attach</goal><goal>verify</goal>");
    assertThat(Files.readAllBytes(folder.resolve(".gitignore")))
        .isEqualTo("caf\u00e9\r\n*.log\r\ntarget/\r\n".getBytes(StandardCharsets.ISO_8859_1));
    // What the user says of the locks stays the last word.
    assertThat(read(".gitattributes"))
        .isEqualTo(
            """
            *conda-lock.yml -diff
            *conda-*.lock text eol=lf linguist-generated
            hermetic-ledger.jsonl text eol=lf merge=union
            """);
  }

  @Test
  void adopt_pomThatHasThePlugin_needsNothing() throws IOException {
    write("environment.yml", ENVIRONMENT);
    write("pom.xml", "<project><artifactId> hermetic-maven-plugin </artifactId></project>");
    write(".gitignore", "/target\n");
    AdoptResult result = adopt(null);
    assertThat(result.snippet()).isEmpty();
    assertThat(outcomes(result)).containsEntry(".gitignore", Outcome.KEPT);
  }

  @Test
  void adopt_environmentOfAnotherName_isNamedInThePom() throws IOException {
    write("environment.yaml", ENVIRONMENT + "  - pip:\n      - a&b\n");
    AdoptResult result = adopt(null);
    assertThat(read("pom.xml"))
        .contains(
            "<properties><hermetic.environment>environment.yaml</hermetic.environment></properties>");
    assertThat(result.notes()).isEmpty();
    assertThat(contents()).doesNotContainKey("environment.yml");
  }

  @Test
  void adopt_pixiLock_keepsWhatIsLocked() throws IOException {
    write(
        "pixi.lock",
        """
        version: 6
        environments:
          default:
            channels:
            - url: https://conda.anaconda.org/conda-forge/
            indexes: [https://pypi.org/simple, https://a.example/simple]
            packages:
              linux-64:
              - conda: %1$slinux-64/python-3.11.1-h1_0.conda
              - conda: %1$snoarch/tool-2.1.3-py_0.conda
        packages:
        - conda: %1$slinux-64/python-3.11.1-h1_0.conda
          md5: %2$s
        - conda: %1$snoarch/tool-2.1.3-py_0.conda
          md5: %2$s
          depends: [python >=3.8]
        """
            .formatted(BASE, MD5));
    adopt(null);
    assertThat(read("environment.yml"))
        .endsWith("dependencies:\n  - python=3.11\n  - tool=2.1\n")
        .contains("  - conda-forge\n");
    assertThat(lockNames()).containsExactly("python 3.11.1", "tool 2.1.3");
    assertThat(read("pom.xml"))
        .contains(
            "<properties><hermetic.pip.extraIndexUrls>https://a.example/simple"
                + "</hermetic.pip.extraIndexUrls><hermetic.pip.indexUrl>https://pypi.org/simple"
                + "</hermetic.pip.indexUrl></properties>");
    assertAnswers();
  }

  /** Projects of pixi install themselves, and need no pip. */
  @Test
  void adopt_pixiLockOfAProject_leavesItsFolderOutAndSaysSo() throws IOException {
    write(
        "pixi.lock",
        """
        version: 6
        environments:
          default:
            channels:
            - url: https://conda.anaconda.org/conda-forge/
            packages:
              linux-64:
              - conda: %1$slinux-64/python-3.11.1-h1_0.conda
              - pypi: https://f.example/app-1.0-py3-none-any.whl
              - pypi: ./
          test:
            channels:
            - url: https://conda.anaconda.org/conda-forge/
            packages:
              linux-64:
              - conda: %1$slinux-64/python-3.11.1-h1_0.conda
        packages:
        - conda: %1$slinux-64/python-3.11.1-h1_0.conda
          md5: %2$s
        - pypi: https://f.example/app-1.0-py3-none-any.whl
          name: app
          version: '1.0'
          sha256: %2$s%2$s
        - pypi: ./
          name: own
          version: 0.1.0
          sha256: %2$s%2$s
          requires_dist: [app]
          editable: true
        """
            .formatted(BASE, MD5));
    assertThat(adopt(null).notes())
        .containsExactly(
            "of the environments of pixi.lock only default is taken over, not test",
            "own is the folder ./, which no lock holds: it is left out, and what it needs is asked"
                + " for",
            "pixi.lock has packages from PyPI and no pip, which a pip: section asks for:"
                + " `mvn hermetic:lock` adds it");
    assertThat(read("environment.yml"))
        .endsWith("dependencies:\n  - python=3.11\n  - pip\n  - pip:\n      - app==1.0\n");
    assertThat(lockNames()).containsExactly("python 3.11.1", "app 1.0");
  }

  @Test
  void adopt_nothingThere_isAProblem() {
    assertFails(null)
        .hasMessageContaining(
            "HERM-ADOPT-001 "
                + folder
                + ": there is no environment.yml, conda-lock.yml, pixi.lock, explicit file or"
                + " conda-meta here\n  Fix: write an environment.yml, or name what to begin with:"
                + " -Dhermetic.from=FILE_OR_PREFIX");
  }

  @Test
  void adopt_somethingElse_isAProblem() throws IOException {
    write("notes.txt", "a: 1\n");
    assertFails("notes.txt")
        .hasMessageContaining(
            "HERM-ADOPT-002 notes.txt: is no environment file, conda-lock.yml, pixi.lock, explicit"
                + " file or conda prefix\n  Fix: name one of these with"
                + " -Dhermetic.from=FILE_OR_PREFIX");
    assertFails("none.yml")
        .hasMessageContaining(
            "HERM-ADOPT-003 none.yml: there is no such file or folder\n  Fix: correct hermetic.from");
  }

  @Test
  void adopt_pixiLockWithoutDefault_isAProblem() throws IOException {
    write(
        "pixi.lock",
        """
        version: 6
        environments:
          a:
            channels: []
            packages: {}
          b:
            channels: []
            packages: {}
        packages: []
        """);
    assertFails(null)
        .hasMessageContaining(
            "HERM-ADOPT-008 pixi.lock: none of its environments is called default: a, b\n"
                + "  Fix: export the one that you mean with pixi, and begin with that file");
  }

  @Test
  void unreadable_isTold() {
    assertThat(AdoptProblems.unreadable("x").render())
        .isEqualTo(
            """
            HERM-ADOPT-006 x: cannot be read
              Fix: give a regular file, or a folder, that this user may read""");
  }
}
