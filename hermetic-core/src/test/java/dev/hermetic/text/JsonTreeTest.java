package dev.hermetic.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class JsonTreeTest {
  @Test
  void reason_jsonThatEndsEarly_saysWhereAndNothingOfJackson() {
    byte[] cut = "{\"paths\": [{\"_path\": \"x\"".getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> JsonTree.read(cut))
        .isInstanceOfSatisfying(
            JsonProcessingException.class,
            e ->
                assertThat(JsonTree.reason(e))
                    .isEqualTo(
                        "Unexpected end-of-input: expected close marker for Object (start marker at"
                            + " line: 1, column: 12)"));
  }
}
