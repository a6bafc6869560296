package dev.hermetic.policy;

import static dev.hermetic.policy.PolicyKit.NINE_EIGHT;
import static dev.hermetic.policy.PolicyKit.NOW;
import static dev.hermetic.policy.PolicyKit.conda;
import static dev.hermetic.policy.PolicyKit.finding;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hermetic.policy.PolicyKit.Environment;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.scan.Origin;
import dev.hermetic.scan.Subject;
import dev.hermetic.scan.Undecided;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VexTest {
  private static final Subject NUMPY = conda("numpy", "1.26.0");

  @TempDir private Path folder;

  private List<VexStatement> read(String text) {
    try {
      Path file = folder.resolve("vex.json");
      Files.writeString(file, text);
      return VexReader.read(file, "vex.json");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String document(String... statements) {
    return "{\"@context\":\"https://openvex.dev/ns/v0.2.0\",\"@id\":\"x\",\"author\":\"Vendor\","
        + "\"timestamp\":\"2026-01-01T00:00:00Z\",\"version\":1,\"statements\":["
        + String.join(",", statements)
        + "]}";
  }

  private static String statement(String product, String status, String more) {
    return "{\"vulnerability\":{\"name\":\"CVE-1\"},\"products\":[{\"@id\":\""
        + product
        + "\"}],\"status\":\""
        + status
        + "\""
        + more
        + "}";
  }

  private Verdict judge(String... statements) {
    Environment environment =
        new Environment().mapped(NUMPY).with(finding(NUMPY, "GHSA-1", NINE_EIGHT, "1.26.4"));
    read(document(statements)).forEach(environment::with);
    return environment.judge("");
  }

  @Test
  void notAffected_excuses_withItsWords() {
    Verdict verdict =
        judge(
            statement(
                "pkg:conda/numpy@1.26.0?build=py311_0#x",
                "not_affected",
                ",\"justification\":\"vulnerable_code_not_present\",\"impact_statement\":\"not built in\""));

    assertThat(verdict.excused())
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.reason()).isEqualTo("not built in");
              assertThat(one.owner()).isEqualTo("Vendor");
              assertThat(one.source()).isEqualTo("vex.json");
              assertThat(one.justification()).isEqualTo("vulnerable_code_not_present");
            });
    assertThat(verdict.passed()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "pkg:conda/numpy, fixed, true",
    "pkg:conda/conda-forge/numpy@1.26.0, fixed, true",
    "pkg:conda/numpy@1.26.1, fixed, false",
    "pkg:pypi/numpy@1.26.0, fixed, false",
    "pkg:conda/numpy@1.26.0, affected, false",
    "pkg:conda/numpy@1.26.0, under_investigation, false",
    "https://example.org/numpy, fixed, "
  })
  void statement_excuses_onlyItsProductAndStatus(String product, String status, Boolean excuses) {
    if (excuses == null) {
      assertThatThrownBy(() -> judge(statement(product, status, "")))
          .hasMessageContaining("statement 1 names no product by a package URL");
      return;
    }
    assertThat(judge(statement(product, status, "")).passed()).isEqualTo(excuses);
  }

  @Test
  void statements_latest_counts() {
    String early = ",\"timestamp\":\"2026-02-01T00:00:00Z\"";
    String late = ",\"timestamp\":\"2026-03-01T00:00:00+01:00\"";

    assertThat(
            judge(
                    statement("pkg:conda/numpy", "affected", late),
                    statement("pkg:conda/numpy", "fixed", early))
                .passed())
        .isFalse();
    assertThat(
            judge(
                    statement("pkg:conda/numpy", "fixed", late),
                    statement("pkg:conda/numpy", "affected", early))
                .passed())
        .isTrue();
  }

  @Test
  void subcomponents_areWhatIsMeant() {
    List<VexStatement> read =
        read(
            document(
                "{\"vulnerability\":\"CVE-1\",\"products\":[{\"@id\":\"pkg:oci/app\","
                    + "\"subcomponents\":[{\"@id\":\"pkg:deb/debian/openssl@3.0.11-1\"}]}],"
                    + "\"status\":\"fixed\"}"));
    Subject openssl = new Subject(Origin.DEB, "openssl", "3.0.11-1", List.of());

    assertThat(read.get(0).isAbout(finding(openssl, "DSA-1", NINE_EIGHT, ""))).isTrue();
    assertThat(read.get(0).isAbout(finding(NUMPY, "DSA-1", NINE_EIGHT, ""))).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{ | it is not JSON, line 1",
        "{} | its `@context` does not begin with https://openvex.dev/ns",
        "{\"@context\":\"https://openvex.dev/ns\"} | it has no `statements`",
        "{\"@context\":\"https://openvex.dev/ns\",\"timestamp\":\"x\",\"statements\":[]} | the document has a `timestamp` that is no time",
        "{\"@context\":\"https://openvex.dev/ns\",\"statements\":[{}]} | statement 1 names no vulnerability",
        "{\"@context\":\"https://openvex.dev/ns\",\"statements\":[{\"vulnerability\":\"C\",\"products\":[\"pkg:a/b\"],\"status\":\"ok\"}]} | statement 1 has no status that OpenVEX knows",
        "{\"@context\":\"https://openvex.dev/ns\",\"statements\":[{\"vulnerability\":\"C\",\"products\":[\"pkg:a/b\"],\"status\":\"not_affected\"}]} | statement 1 is `not_affected` and does not say why",
        "{\"@context\":\"https://openvex.dev/ns\",\"statements\":[{\"vulnerability\":\"C\",\"products\":[\"pkg:a/b\"],\"status\":\"fixed\",\"justification\":\"x\"}]} | statement 1 has no justification that OpenVEX knows"
      })
  void read_notADocument_isTold(String text, String fact) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(HermeticException.class)
        .hasMessage(
            "HERM-POLICY-002 vex.json: it is no OpenVEX document that can be read: "
                + fact
                + "\n  Fix: correct it (https://openvex.dev), or take it out of `vex:` in the policy");
  }

  @Test
  void report_isRead_andMeansTheSame() {
    Subject scipy = conda("scipy", "1.0");
    Environment environment =
        new Environment()
            .mapped(NUMPY)
            .mapped(scipy)
            .with(finding(NUMPY, "GHSA-1", NINE_EIGHT, "1.26.4"))
            .with(finding(scipy, "GHSA-2", NINE_EIGHT, ""))
            .with(new Undecided(scipy, "GHSA-3", "no range"));
    Verdict verdict =
        environment.judge(
            "exceptions: [{vulnerability: GHSA-1, reason: r, owner: o, expires: 2027-01-01,"
                + " justification: inline_mitigations_already_exist}]");

    String text = VexReport.of(verdict, "Team", NOW);
    List<VexStatement> read = read(text);

    assertThat(read)
        .extracting(one -> one.ids().get(0) + " " + one.status() + " " + one.products().get(0))
        .containsExactly(
            "GHSA-1 not_affected pkg:conda/numpy@1.26.0",
            "GHSA-2 affected pkg:conda/scipy@1.0",
            "GHSA-3 under_investigation pkg:conda/scipy@1.0");
    assertThat(VexReport.of(verdict, "Team", NOW)).isEqualTo(text);
    assertThat(text).contains("\"action_statement\" : \"no fixed version is known");
  }
}
