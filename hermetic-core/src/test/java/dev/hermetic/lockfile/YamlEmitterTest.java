package dev.hermetic.lockfile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class YamlEmitterTest {
  /** What PyYAML 6.0.3 wrote for {@code {'k': {'m': text}}}. */
  @TestFactory
  List<DynamicTest> emit_string_writesItAsPyYaml() throws Exception {
    try (InputStream in = getClass().getResourceAsStream("pyyaml-scalars.json")) {
      JsonNode cases = new ObjectMapper().readTree(in);
      assertThat(cases.size()).isGreaterThan(100);
      return cases
          .valueStream()
          .map(one -> scalar(one.get(0).asText(), one.get(1).asText()))
          .toList();
    }
  }

  private static DynamicTest scalar(String text, String written) {
    return DynamicTest.dynamicTest(
        text.isEmpty() ? "(empty)" : text,
        () ->
            assertThat(YamlEmitter.emit(Map.of("k", Map.of("m", text))))
                .isEqualTo("k:\n  m: " + written + "\n"));
  }

  @Test
  void emit_collections_writesBlocksWithoutIndentedLists() {
    Map<String, Object> item = new LinkedHashMap<>();
    item.put("url", "conda-forge");
    item.put("used", List.of());
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("version", 1);
    root.put("list", List.of(item, "x", List.of(true, Map.of())));
    root.put("empty", Map.of());
    assertThat(YamlEmitter.emit(root))
        .isEqualTo(
            """
            version: 1
            list:
            - url: conda-forge
              used: []
            - x
            - - true
              - {}
            empty: {}
            """);
  }

  @Test
  void emit_keyThatIsTooLong_writesQuestionMark() {
    String longest = "k".repeat(122);
    String tooLong = "k".repeat(123);
    assertThat(YamlEmitter.emit(Map.of(longest, "v"))).isEqualTo(longest + ": v\n");
    assertThat(YamlEmitter.emit(Map.of(tooLong, "v"))).isEqualTo("? " + tooLong + "\n: v\n");
    assertThat(YamlEmitter.emit(Map.of(tooLong, List.of("v"))))
        .isEqualTo("? " + tooLong + "\n: - v\n");
    assertThat(YamlEmitter.emit(Map.of(tooLong, Map.of("a", "v"))))
        .isEqualTo("? " + tooLong + "\n: a: v\n");
    assertThat(YamlEmitter.emit(Map.of("", "v"))).isEqualTo("? ''\n: v\n");
  }
}
