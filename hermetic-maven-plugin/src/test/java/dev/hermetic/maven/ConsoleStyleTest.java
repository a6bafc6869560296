package dev.hermetic.maven;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hermetic.text.TextStyle;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConsoleStyleTest {
  @Test
  void of_outputCharset_goesBeforeTheDefault() {
    assertThat(ConsoleStyle.of(Map.of("stdout.encoding", "cp850")::get, StandardCharsets.UTF_8))
        .isEqualTo(TextStyle.ASCII);
    assertThat(
            ConsoleStyle.of(
                Map.of("sun.stdout.encoding", "utf-8")::get, StandardCharsets.US_ASCII))
        .isEqualTo(TextStyle.UNICODE);
  }

  @Test
  void of_nothingSaid_takesTheDefault() {
    assertThat(ConsoleStyle.of(name -> null, StandardCharsets.US_ASCII)).isEqualTo(TextStyle.ASCII);
    assertThat(ConsoleStyle.of(name -> null, StandardCharsets.UTF_8)).isEqualTo(TextStyle.UNICODE);
  }
}
