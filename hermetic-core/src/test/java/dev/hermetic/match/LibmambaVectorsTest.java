package dev.hermetic.match;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hermetic.version.Dialect;
import dev.hermetic.version.LibmambaText;
import dev.hermetic.version.Vectors;
import java.io.IOException;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** Every match spec vector of libmamba. */
class LibmambaVectorsTest {
  private static JsonNode vectors() throws IOException {
    JsonNode vectors = Vectors.json("mamba-matchspec-parse.json").get("parsed");
    assertThat(vectors).hasSize(54);
    return vectors;
  }

  private static MatchSpec parse(JsonNode vector) {
    return MatchSpec.parse(vector.get("spec").asText(), Dialect.MAMBA);
  }

  @Test
  void parse_everyVector_givesTheFieldsOfLibmamba() throws IOException {
    SoftAssertions soft = new SoftAssertions();
    for (JsonNode vector : vectors()) {
      MatchSpec spec = parse(vector);
      if (vector.has("name")) {
        soft.assertThat(spec.name()).as(vector.toString()).isEqualTo(vector.get("name").asText());
      }
      if (vector.has("version")) {
        soft.assertThat(spec.version().map(LibmambaText::of).orElse("=*"))
            .as(vector.toString())
            .isEqualTo(vector.get("version").asText());
      }
      if (vector.has("build")) {
        soft.assertThat(spec.build()).as(vector.toString()).contains(vector.get("build").asText());
      }
      if (vector.has("build_number")) {
        soft.assertThat(spec.buildNumber())
            .as(vector.toString())
            .contains(BuildNumberSpec.parse(vector.get("build_number").asText()));
      }
    }
    soft.assertAll();
  }

  @Test
  void parse_textThatLibmambaPrints_givesTheSameSpec() throws IOException {
    SoftAssertions soft = new SoftAssertions();
    for (JsonNode vector : vectors()) {
      if (vector.has("to_string")) {
        String printed = clean(vector.get("to_string").asText());
        soft.assertThat(parts(MatchSpec.parse(printed, Dialect.MAMBA)))
            .as(vector.toString())
            .isEqualTo(parts(parse(vector)));
      }
    }
    soft.assertAll();
  }

  private static List<Object> parts(MatchSpec spec) {
    return List.of(
        spec.name(),
        spec.version().map(LibmambaText::of).orElse("=*"),
        spec.build(),
        spec.buildNumber(),
        spec.channel(),
        spec.subdir(),
        spec.md5(),
        spec.fileName(),
        spec.license(),
        spec.trackFeatures());
  }

  /** Takes away what the extraction from C++ left: raw string marks, escapes; and a bare key. */
  private static String clean(String text) {
    String cleaned = text.strip();
    if (cleaned.startsWith("R\"ms(")) {
      cleaned = cleaned.substring("R\"ms(".length());
    }
    int mark = cleaned.indexOf(")ms");
    if (mark >= 0) {
      cleaned = cleaned.substring(0, mark);
    }
    cleaned = cleaned.replace("\\\"", "\"").replace("[optional]", "");
    boolean odd = cleaned.chars().filter(c -> c == '"').count() % 2 == 1;
    return odd ? cleaned.substring(0, cleaned.lastIndexOf('"')).strip() : cleaned;
  }
}
