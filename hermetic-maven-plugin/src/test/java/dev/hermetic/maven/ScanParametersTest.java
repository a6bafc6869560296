package dev.hermetic.maven;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hermetic.policy.PolicyJudge;
import dev.hermetic.policy.Threshold;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ScanParametersTest {
  private final ParameterReader reader = new ParameterReader(Path.of("/project"));
  private final ScanParameters parameters = new ScanParameters(reader);

  @Test
  void limits_blank_areLeftToThePolicy() {
    PolicyJudge.Limits limits = parameters.limits(null, " ", null);
    assertThat(limits.failOn()).isEmpty();
    assertThat(limits.unknownSeverityFails()).isEmpty();
    assertThat(limits.advisoryAge()).isEmpty();
    reader.check();
  }

  @Test
  void limits_given_areTaken() {
    PolicyJudge.Limits limits = parameters.limits("critical", "ignore", "none");
    assertThat(limits.failOn()).contains(Threshold.CRITICAL);
    assertThat(limits.unknownSeverityFails()).contains(false);
    assertThat(limits.advisoryAge()).as("none is any age").contains(Duration.ZERO);
    assertThat(parameters.limits(null, "fail", "7d").unknownSeverityFails()).contains(true);
    reader.check();
  }
}
