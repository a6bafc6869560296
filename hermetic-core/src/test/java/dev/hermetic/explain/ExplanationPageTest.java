package dev.hermetic.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hermetic.solve.golden.GoldenData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class ExplanationPageTest {
  private static final Path PAGE = Path.of("../docs/explanations.md");

  @Test
  void page_saysWhatAUserIsTold() throws IOException {
    GoldenData data = GoldenData.ofSystemProperty();
    Assumptions.assumeTrue(data.isHere(), "../shared is not here");
    assertThat(Files.readString(PAGE))
        .as("renew it with ExplanationPage")
        .isEqualTo(ExplanationPage.text(data));
  }
}
