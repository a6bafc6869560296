package dev.hermetic.activate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FlatJsonTest {
  @Test
  void read_givesTextsInTheirOrder() {
    assertThat(FlatJson.read(" {\"B\": \"/é {},:\",\r\n\t\"A\" :\"\" }\n"))
        .isEqualTo(Map.of("B", "/é {},:", "A", ""));
    assertThat(FlatJson.read("{\"B\": \"1\", \"A\": \"2\"}").keySet()).containsExactly("B", "A");
  }

  @Test
  void read_leavesAllElseToALibrary() {
    for (String other :
        List.of(
            "",
            "{",
            "{}",
            "{\"A\"",
            "{\"A\": \"b",
            "{\"A\": \"b\"",
            "{\"A\": \"b\",}",
            "{\"A\": \"b\"} x",
            "{\"A\": 1}",
            "{\"A\": null}",
            "{\"A\": {\"B\": \"c\"}}",
            "{\"A\": \"b\", \"A\": \"c\"}",
            "{\"A\": \"\\u0041\"}",
            "{\"A\": \"\n\"}",
            "\uFEFF{\"A\": \"b\"}",
            "[\"A\"]",
            "{\"A\": \"" + "b".repeat(1 << 14) + "\"}")) {
      assertThat(FlatJson.read(other)).as(other).isNull();
    }
  }
}
