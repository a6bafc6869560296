package dev.hermetic.version;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Every version vector of conda, rattler and libmamba. */
class VersionVectorsTest {
  @Test
  void compareTo_condaList_isStrictlyAscending() throws IOException {
    JsonNode order = Vectors.json("conda-version-order.json");
    List<String> general = new ArrayList<>();
    // 0.4 and 0.4.0 stand in the list beside each other and are equal.
    order.get("version_order_ascending").forEach(v -> general.add(v.get("version").asText()));
    assertThat(general.remove(1)).isEqualTo("0.4.0");
    general.remove("0.5-5");
    assertAscending(general);
    assertAscending(texts(order.get("openssl_convention_ascending")));
    assertAscending(texts(order.get("pep440_ascending")));
  }

  @Test
  void compareTo_libmambaLists_areStrictlyAscending() throws IOException {
    for (JsonNode list : Vectors.json("mamba-version-spec.json").get("ordered_lists")) {
      List<String> versions = texts(list);
      versions.remove("0.4.0");
      versions.remove("0.5-5");
      assertAscending(versions);
    }
  }

  private static void assertAscending(List<String> texts) {
    List<Version> versions = texts.stream().map(Version::parse).toList();
    for (int i = 0; i < versions.size(); i++) {
      for (int j = 0; j < versions.size(); j++) {
        assertThat(Integer.signum(versions.get(i).compareTo(versions.get(j))))
            .as("%s and %s", versions.get(i), versions.get(j))
            .isEqualTo(Integer.compare(i, j));
      }
    }
  }

  @Test
  void equals_condaPairs_agreesWithOrderAndHash() throws IOException {
    JsonNode order = Vectors.json("conda-version-order.json");
    for (JsonNode pair : order.get("equal_pairs")) {
      Version left = Version.parse(pair.get(0).asText());
      Version right = Version.parse(pair.get(1).asText());
      assertThat(left).isEqualTo(right).hasSameHashCodeAs(right).isEqualByComparingTo(right);
    }
    for (JsonNode pair : order.get("unequal_pairs")) {
      assertThat(Version.parse(pair.get(0).asText()))
          .isNotEqualTo(Version.parse(pair.get(1).asText()));
    }
  }

  @Test
  void parse_condaInvalid_isRefused() throws IOException {
    for (String text : texts(Vectors.json("conda-version-order.json").get("invalid"))) {
      assertThatThrownBy(() -> Version.parse(text))
          .as(text)
          .isInstanceOf(InvalidVersionException.class);
    }
  }

  @Test
  void startsWith_condaVectors_agrees() throws IOException {
    for (JsonNode vector : Vectors.json("conda-version-order.json").get("startswith")) {
      Version version = Version.parse(vector.get("version").asText());
      assertThat(version.startsWith(Version.parse(vector.get("prefix").asText())))
          .as(vector.toString())
          .isEqualTo(vector.get("startswith").asBoolean());
    }
  }

  @Test
  void segments_condaOrderVectors_agree() throws IOException {
    for (JsonNode v : Vectors.json("conda-version-order.json").get("version_order_ascending")) {
      List<List<String>> parsed = new ArrayList<>();
      v.get("parsed").forEach(segment -> parsed.add(texts(segment)));
      assertThat(Version.parse(v.get("version").asText()).segments())
          .as(v.get("version").asText())
          .isEqualTo(parsed);
    }
  }

  @Test
  void segments_everyRealVersion_areThoseOfConda() throws IOException {
    List<String> versions = Vectors.lines("rattler-versions.txt");
    List<String> parsed =
        Vectors.lines("rattler-parsed_versions.txt").stream()
            .filter(line -> !line.isEmpty() && !line.startsWith("#"))
            .toList();
    assertThat(versions).hasSize(28_530);
    assertThat(parsed).hasSize(28_530);
    for (int i = 0; i < versions.size(); i++) {
      assertThat(versions.get(i) + "=" + python(Version.parse(versions.get(i)).segments()))
          .isEqualTo(parsed.get(i));
    }
  }

  private static String python(List<List<String>> segments) {
    return segments.stream()
        .map(
            segment ->
                segment.stream()
                    .map(part -> part.matches("[0-9]+|inf") ? part : "'" + part + "'")
                    .collect(Collectors.joining(", ", "[", "]")))
        .collect(Collectors.joining(", ", "[", "]"));
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(node -> texts.add(node.asText()));
    return texts;
  }
}
