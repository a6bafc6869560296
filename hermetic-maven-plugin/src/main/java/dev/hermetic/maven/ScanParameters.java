package dev.hermetic.maven;

import dev.hermetic.policy.PolicyJudge;
import dev.hermetic.policy.Threshold;
import dev.hermetic.tool.Scanner;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the parameters of scans.
 *
 * @param reader keeps what is wrong with them
 */
record ScanParameters(ParameterReader reader) {
  List<Scanner> tools(@Nullable List<String> values) {
    return reader.choices("hermetic.scan.tools", values, Scanner.TRIVY);
  }

  /** What counts beside the policy; blank values leave it to that. */
  PolicyJudge.Limits limits(
      @Nullable String failOn, @Nullable String unknownSeverity, @Nullable String maxAge) {
    return new PolicyJudge.Limits(
        reader.choiceIfAny("hermetic.scan.failOn", failOn, Threshold.HIGH),
        reader
            .choiceIfAny("hermetic.scan.unknownSeverity", unknownSeverity, Unknown.FAIL)
            .map(Unknown.FAIL::equals),
        Optional.ofNullable(reader.text(maxAge)).map(this::maxAge));
  }

  /** None is any age. */
  private Duration maxAge(String text) {
    Duration age = new QuantityParameters(reader).duration("hermetic.scan.maxAge", text);
    return age == null ? Duration.ZERO : age;
  }

  private enum Unknown {
    FAIL,
    IGNORE
  }
}
