package dev.hermetic.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ReportPlaceTest {
  private static final Path FOLDER = Path.of("/project");

  @Test
  void of_resolved_startsAtTheProject() {
    assertThat(ReportPlace.of("/project/target/site/hermetic", "target/site/hermetic", FOLDER))
        .isEqualTo(Path.of("/project/target/site/hermetic"));
    assertThat(ReportPlace.of("pages", "target/site/hermetic", FOLDER)).isEqualTo(Path.of("/project/pages"));
  }

  @Test
  void of_withoutPom_usesTheUsualPlace() {
    assertThat(ReportPlace.of("${project.reporting.outputDirectory}/hermetic", "target/site/hermetic", FOLDER))
        .isEqualTo(Path.of("/project/target/site/hermetic"));
    assertThat(ReportPlace.of("", "target/site/hermetic", FOLDER)).isEqualTo(Path.of("/project/target/site/hermetic"));
  }
}
