package dev.hermetic.attest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hermetic.oci.Digest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class StatementTest {
  private static final Digest IMAGE = new Digest("a".repeat(64));
  private static final Statement STATEMENT =
      new Statement(
          "registry.example/team/app",
          IMAGE,
          PredicateTypes.CYCLONEDX,
          AttestJson.parse("{\"b\":1.50,\"a\":[]}".getBytes(StandardCharsets.UTF_8), "test"));
  private static final String FIX =
      "\n  Fix: sign the image again with hermetic:sign; nothing of it was used";

  @Test
  void json_ofAStatement_isInTotosAndKeepsNumbers() {
    assertThat(STATEMENT.json())
        .asString(StandardCharsets.UTF_8)
        .isEqualTo(
            "{\"_type\":\"https://in-toto.io/Statement/v1\",\"predicate\":{\"b\":1.50,\"a\":[]},"
                + "\"predicateType\":\"https://cyclonedx.org/bom\",\"subject\":[{\"digest\":{"
                + "\"sha256\":\""
                + "a".repeat(64)
                + "\"},\"name\":\"registry.example/team/app\"}]}");
  }

  /** The example of DSSE's protocol.md. */
  @Test
  void authenticated_isDssesEncoding() {
    assertThat(
            Envelope.authenticated(
                "http://example.com/HelloWorld", "hello world".getBytes(StandardCharsets.UTF_8)))
        .asString(StandardCharsets.UTF_8)
        .isEqualTo("DSSEv1 29 http://example.com/HelloWorld 11 hello world");
  }

  @Test
  void bundle_thereAndBack_isSignedByItsKeyAlone() {
    SigningKey key = TestKeys.signing();
    byte[] json =
        new SigstoreBundle(key.verifying().hint(), Envelope.sign(STATEMENT, key)).json();

    SigstoreBundle read = SigstoreBundle.parse(json, "test");

    assertThat(read.json()).isEqualTo(json);
    assertThat(read.hint()).isEqualTo(TestKeys.HINT);
    assertThat(read.envelope().isSignedBy(key.verifying())).isTrue();
    assertThat(read.envelope().isSignedBy(TestKeys.other().verifying())).isFalse();
    assertThat(Statement.parse(read.envelope(), IMAGE, "test")).isEqualTo(STATEMENT);
    JsonNode tree = AttestJson.parse(json, "test");
    assertThat(tree.path("mediaType").asText())
        .isEqualTo("application/vnd.dev.sigstore.bundle.v0.3+json");
    assertThat(tree.at("/dsseEnvelope/payloadType").asText())
        .isEqualTo("application/vnd.in-toto+json");
    assertThat(tree.at("/verificationMaterial/publicKey/hint").asText()).isEqualTo(TestKeys.HINT);
  }

  @Test
  void envelope_changedAnywhere_isNotSigned() {
    Envelope envelope = Envelope.sign(STATEMENT, TestKeys.signing());
    byte[] payload = envelope.payload();
    for (int i = 0; i < payload.length; i += 7) {
      byte[] changed = payload.clone();
      changed[i] ^= 1;
      assertThat(
              new Envelope(envelope.payloadType(), changed, envelope.signatures())
                  .isSignedBy(TestKeys.signing().verifying()))
          .isFalse();
    }
    assertThat(
            new Envelope("text/plain", payload, envelope.signatures())
                .isSignedBy(TestKeys.signing().verifying()))
        .isFalse();
  }

  @Test
  void parse_otherImage_isAProblem() {
    assertThatThrownBy(
            () ->
                Statement.parse(
                    Envelope.sign(STATEMENT, TestKeys.signing()),
                    new Digest("b".repeat(64)),
                    "att"))
        .hasMessage(
            "HERM-ATTEST-006 att: this is no signed statement: it is about another image than"
                + " sha256:"
                + "b".repeat(64)
                + FIX);
  }

  @Test
  void parse_whatIsNone_isAProblem() {
    refused("[]", "it is no JSON object");
    refused("{\"a\":1,\"a\":2}", "it is no valid JSON: Duplicate field 'a'");
    refused("{} {}", "it is no valid JSON: ");
    refused("{\"payload\":\"e30=\",\"payloadType\":\"x\"}", "it has no signature");
    refused(
        "{\"payload\":\"%\",\"payloadType\":\"x\",\"signatures\":[{\"sig\":\"AA==\"}]}",
        "`payload` is no Base64");
    refused("{\"payloadType\":\"x\",\"signatures\":[{\"sig\":\"AA==\"}]}", "`payload` is missing");
    refused(
        "{\"payload\":\"e30=\",\"payloadType\":\"x\\u0007\",\"signatures\":[{\"sig\":\"AA==\"}]}",
        "it is of type x\\u0007, not application/vnd.in-toto+json");
    refusedStatement("{}", "`_type` is none of in-toto's");
    refusedStatement("{\"_type\":\"https://in-toto.io/Statement/v1\"}", "`predicate` is missing");
    assertThatThrownBy(
            () ->
                SigstoreBundle.parse(
                    "{\"mediaType\":\"application/x\"}".getBytes(StandardCharsets.UTF_8), "att"))
        .hasMessageContaining("it is a bundle of type application/x");
  }

  private static void refusedStatement(String payload, String fact) {
    refused(
        "{\"payload\":\""
            + Base64.getEncoder().encodeToString(payload.getBytes(StandardCharsets.UTF_8))
            + "\",\"payloadType\":\"application/vnd.in-toto+json\",\"signatures\":[{\"sig\":\"AA==\"}]}",
        fact);
  }

  private static void refused(String json, String fact) {
    assertThatThrownBy(
            () ->
                Statement.parse(
                    Envelope.parse(json.getBytes(StandardCharsets.UTF_8), "att"), IMAGE, "att"))
        .hasMessageStartingWith("HERM-ATTEST-006 att: this is no signed statement: " + fact);
  }

  /** The example of SIGNATURE_SPEC.md has the same keys; cosign writes the digest's in lower case. */
  @Test
  void simpleSigning_thereAndBack_isCosigns() {
    SimpleSigning signed = new SimpleSigning("registry.example/team/app", IMAGE);

    assertThat(signed.json())
        .asString(StandardCharsets.UTF_8)
        .isEqualTo(
            "{\"critical\":{\"identity\":{\"docker-reference\":\"registry.example/team/app\"},"
                + "\"image\":{\"docker-manifest-digest\":\""
                + IMAGE
                + "\"},\"type\":\"cosign container image signature\"},\"optional\":{}}");
    assertThat(SimpleSigning.parse(signed.json(), "sig")).isEqualTo(signed);
    assertThatThrownBy(() -> SimpleSigning.parse("{}".getBytes(StandardCharsets.UTF_8), "sig"))
        .hasMessage("HERM-ATTEST-006 sig: this is no signed statement: it names no image" + FIX);
  }

  @Test
  void provenance_thereAndBack_isTheSame() {
    Provenance made =
        new Provenance(
            Provenance.BUILDER,
            "1",
            new TreeMap<>(Map.of("platform", "linux-64")),
            List.of(
                new Provenance.Resource(
                    "conda a", "https://x/a.conda", new TreeMap<>(Map.of("sha256", "00")))),
            List.of(new Provenance.Resource("layer", "", new TreeMap<>(Map.of("sha256", "11")))));

    assertThat(Provenance.parse(made.predicate(), "test")).isEqualTo(made);
    assertThat(made.predicate().at("/buildDefinition/resolvedDependencies/0/uri").asText())
        .isEqualTo("https://x/a.conda");
    assertThat(made.predicate().at("/runDetails/builder/id").asText()).startsWith("pkg:maven/");
    assertThatThrownBy(() -> Provenance.parse(AttestJson.node(Map.of()), "att"))
        .hasMessage(
            "HERM-ATTEST-006 att: this is no signed statement: its build type is none, not that of"
                + " Hermetic"
                + FIX);
  }
}
