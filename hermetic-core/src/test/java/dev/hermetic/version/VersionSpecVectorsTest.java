package dev.hermetic.version;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Every version constraint vector, each against the tool that it names. */
class VersionSpecVectorsTest {
  @Test
  void matches_condaVectors_agrees() throws IOException {
    assertMatches(Vectors.json("conda-version-spec-match.json").get("matches"), Dialect.CONDA, 90);
  }

  @Test
  void matches_libmambaVectors_agrees() throws IOException {
    assertMatches(Vectors.json("mamba-version-spec.json").get("matches"), Dialect.MAMBA, 191);
  }

  private static void assertMatches(JsonNode vectors, Dialect dialect, int count) {
    assertThat(vectors).hasSize(count);
    for (JsonNode vector : vectors) {
      VersionSpec spec = VersionSpec.parse(vector.get("spec").asText(), dialect);
      assertThat(spec.matches(Version.parse(vector.get("version").asText())))
          .as(vector.toString())
          .isEqualTo(vector.get("match").asBoolean());
    }
  }

  @Test
  void parse_condaInvalid_isRefused() throws IOException {
    for (JsonNode spec : Vectors.json("conda-version-spec-match.json").get("invalid_specs")) {
      assertThatThrownBy(() -> VersionSpec.parse(spec.asText()))
          .as(spec.asText())
          .isInstanceOf(InvalidVersionException.class);
    }
  }

  @Test
  void condaText_condaVectors_agrees() throws IOException {
    JsonNode vectors = Vectors.json("conda-version-spec-match.json");
    for (JsonNode pair : vectors.get("canonical")) {
      assertThat(VersionSpec.parse(pair.get(0).asText()).condaText())
          .isEqualTo(pair.get(1).asText());
    }
    for (JsonNode pair : vectors.get("equal_specs")) {
      assertThat(VersionSpec.parse(pair.get(0).asText()))
          .isEqualTo(VersionSpec.parse(pair.get(1).asText()))
          .hasSameHashCodeAs(VersionSpec.parse(pair.get(1).asText()));
    }
  }
}
