package dev.hermetic.lockfile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PythonJsonTest {
  @Test
  void dumps_anything_isWhatPythonPrints() {
    Map<String, Object> value = new LinkedHashMap<>();
    value.put("b", List.of(1, true, Map.of(), List.of()));
    List<Object> nulls = new ArrayList<>();
    nulls.add(null);
    value.put("a", nulls);
    value.put("é\"", "\\ \b\f\n\r\t\u0001\u007f\u20ac\ud83d\ude00");
    assertThat(PythonJson.dumps(value))
        .isEqualTo(
            "{\"a\": [null], \"b\": [1, true, {}, []], \"\\u00e9\\\"\":"
                + " \"\\\\ \\b\\f\\n\\r\\t\\u0001\\u007f\\u20ac\\ud83d\\ude00\"}");
  }

  @Test
  void compactString_keepsWhatIsNotAscii() {
    assertThat(PythonJson.compactString("a\"é\u007f/\u0001"))
        .isEqualTo("\"a\\\"é\u007f/\\u0001\"");
  }
}
