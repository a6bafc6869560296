package dev.hermetic.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hermetic.record.PackageRecord;
import dev.hermetic.version.Vectors;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** Every match spec vector of conda. */
class MatchSpecVectorsTest {
  private static JsonNode vectors() throws IOException {
    return Vectors.json("conda-matchspec.json");
  }

  @Test
  void matches_condaVectors_agrees() throws IOException {
    SoftAssertions soft = new SoftAssertions();
    for (JsonNode vector : vectors().get("matches")) {
      String[] parts = vector.get("package").asText().split("-");
      soft.assertThat(
              MatchSpec.parse(vector.get("spec").asText())
                  .matches(record(parts[0], parts[1], parts[2])))
          .as(vector.toString())
          .isEqualTo(vector.get("match").asBoolean());
    }
    soft.assertAll();
  }

  private static PackageRecord record(String name, String version, String build) {
    String file = name + "-" + version + "-" + build + ".conda";
    return new PackageRecord(
        name, version, build, 0, List.of(), List.of(), "linux-64", null, -1, List.of(), null, null,
        null, null, -1, file, "https://c", "https://c/linux-64/" + file, null);
  }

  @Test
  void toString_condaVectors_agreesAndComesBack() throws IOException {
    SoftAssertions soft = new SoftAssertions();
    for (JsonNode pair : vectors().get("canonical_strings")) {
      MatchSpec spec = MatchSpec.parse(pair.get(0).asText());
      soft.assertThat(spec.toString()).as(pair.toString()).isEqualTo(pair.get(1).asText());
      soft.assertThat(MatchSpec.parse(spec.toString())).isEqualTo(spec).hasSameHashCodeAs(spec);
    }
    soft.assertAll();
  }

  @Test
  void parse_condaInvalid_isRefused() throws IOException {
    for (JsonNode spec : vectors().get("invalid")) {
      if (spec.asText().equals("foo=")) {
        // The same file has "numpy=" as valid, and conda documents that form as valid.
        assertThat(MatchSpec.parse("foo=")).isEqualTo(MatchSpec.parse("foo"));
        continue;
      }
      assertThatThrownBy(() -> MatchSpec.parse(spec.asText()))
          .as(spec.asText())
          .isInstanceOf(InvalidMatchSpecException.class);
    }
  }

  @Test
  void parse_condaFields_agree() throws IOException {
    SoftAssertions soft = new SoftAssertions();
    for (JsonNode vector : vectors().get("parsed")) {
      JsonNode fields = vector.get(1);
      MatchSpec spec = MatchSpec.parse(vector.get(0).asText());
      soft.assertThat(spec.name()).as(vector.toString()).isEqualTo(fields.get("name").asText());
      check(soft, vector, spec.channel(), "channel");
      check(soft, vector, spec.subdir(), "subdir");
      check(soft, vector, spec.build(), "build");
      check(soft, vector, spec.md5(), "md5");
      check(soft, vector, spec.buildNumber().map(BuildNumberSpec::toString), "build_number");
      // The vectors hold the text before conda turns 1.8* into 1.8.*.
      check(soft, vector, spec.rawVersion().map(v -> v.replace(".*", "*")), "version");
    }
    soft.assertAll();
  }

  private static void check(
      SoftAssertions soft, JsonNode vector, Optional<String> actual, String key) {
    JsonNode expected = vector.get(1).get(key);
    soft.assertThat(actual.orElse(null))
        .as(vector + " " + key)
        .isEqualTo(expected == null ? null : expected.asText());
  }

  @Test
  void exactValues_condaVectors_agree() throws IOException {
    for (JsonNode vector : vectors().get("exact_values")) {
      MatchSpec spec = MatchSpec.parse(vector.get("spec").asText());
      Object exact =
          switch (vector.get("field").asText()) {
            case "name" -> spec.hasExactName() ? spec.name() : null;
            case "version" ->
                spec.version().orElseThrow().exactVersion() == null
                    ? null
                    : spec.rawVersion().orElseThrow();
            default -> spec.build().filter(build -> build.indexOf('*') < 0).orElse(null);
          };
      assertThat(exact).as(vector.toString()).isEqualTo(vector.get("exact").textValue());
    }
  }

  @Test
  void parse_lineOfOldCommandLine_meansTheSameSpec() throws IOException {
    for (JsonNode pair : vectors().get("spec_from_line")) {
      if (pair.get(1).isTextual()) {
        assertThat(MatchSpec.parse(pair.get(0).asText()))
            .isEqualTo(MatchSpec.parse(pair.get(1).asText()));
      }
    }
  }
}
