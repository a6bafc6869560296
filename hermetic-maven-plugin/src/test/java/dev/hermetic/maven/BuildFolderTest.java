package dev.hermetic.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class BuildFolderTest {
  private static final Path FOLDER = Path.of("/project");

  @Test
  void resolved_startsAtTheProject() {
    assertThat(BuildFolder.ofReport("/project/target/site/hermetic", FOLDER))
        .isEqualTo(Path.of("/project/target/site/hermetic"));
    assertThat(BuildFolder.of("/build", FOLDER)).isEqualTo(Path.of("/build"));
    assertThat(BuildFolder.ofReport("pages", FOLDER)).isEqualTo(Path.of("/project/pages"));
  }

  @Test
  void withoutPom_usesTheUsualPlace() {
    assertThat(BuildFolder.ofReport("${project.reporting.outputDirectory}/hermetic", FOLDER))
        .isEqualTo(Path.of("/project/target/site/hermetic"));
    assertThat(BuildFolder.ofReport("", FOLDER))
        .isEqualTo(Path.of("/project/target/site/hermetic"));
    assertThat(BuildFolder.of("${project.build.directory}", FOLDER))
        .isEqualTo(Path.of("/project/target"));
    assertThat(BuildFolder.of(null, FOLDER)).isEqualTo(Path.of("/project/target"));
  }
}
