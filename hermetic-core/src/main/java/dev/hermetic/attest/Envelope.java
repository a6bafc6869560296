package dev.hermetic.attest;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Content with its signatures (DSSE 1.0.2, envelope.md and protocol.md). What is signed is the type
 * and the content, never a form of them that somebody else would have to write in the same way.
 *
 * @param payload the content; not to be changed
 * @param signatures each in DER; not to be changed
 */
public record Envelope(String payloadType, byte[] payload, List<byte[]> signatures) {
  /** Of an envelope that stands alone. */
  public static final String MEDIA_TYPE = "application/vnd.dsse.envelope.v1+json";

  /** Far more than any bill of an image has. */
  public static final int MOST_BYTES = 128 << 20;

  public Envelope {
    signatures = List.copyOf(signatures);
  }

  /** A statement that one key signs. */
  public static Envelope sign(Statement statement, SigningKey key) {
    byte[] payload = statement.json();
    return new Envelope(
        Statement.PAYLOAD_TYPE,
        payload,
        List.of(key.sign(authenticated(Statement.PAYLOAD_TYPE, payload))));
  }

  /** Whether at least one of the signatures is the key's. */
  public boolean isSignedBy(VerifyingKey key) {
    byte[] signed = authenticated(payloadType, payload);
    return signatures.stream().anyMatch(one -> key.verifies(signed, one));
  }

  /** DSSE's pre-authentication encoding, which is what is signed. */
  public static byte[] authenticated(String type, byte[] payload) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(payload.length + 100);
    byte[] name = type.getBytes(StandardCharsets.UTF_8);
    bytes.writeBytes(("DSSEv1 " + name.length + " ").getBytes(StandardCharsets.UTF_8));
    bytes.writeBytes(name);
    bytes.writeBytes((" " + payload.length + " ").getBytes(StandardCharsets.UTF_8));
    bytes.writeBytes(payload);
    return bytes.toByteArray();
  }

  /** As a document of its own. */
  public byte[] json() {
    return AttestJson.bytes(tree());
  }

  Map<String, Object> tree() {
    Base64.Encoder base64 = Base64.getEncoder();
    return new TreeMap<>(
        Map.of(
            "payload", base64.encodeToString(payload),
            "payloadType", payloadType,
            "signatures",
                signatures.stream().map(one -> Map.of("sig", base64.encodeToString(one))).toList()));
  }

  /**
   * Reads an envelope, whose signatures are still to be looked at.
   *
   * @param subject what to call it in problems
   * @throws dev.hermetic.problem.HermeticException HERM-ATTEST-006
   */
  public static Envelope parse(byte[] bytes, String subject) {
    return read(AttestJson.parse(bytes, subject), subject);
  }

  static Envelope read(JsonNode json, String subject) {
    List<byte[]> signatures = new ArrayList<>();
    for (JsonNode one : json.path("signatures")) {
      signatures.add(AttestJson.base64(one, "sig", subject));
    }
    if (signatures.isEmpty()) {
      throw AttestProblems.damaged(subject, "it has no signature", null);
    }
    return new Envelope(
        AttestJson.text(json, "payloadType", subject),
        AttestJson.base64(json, "payload", subject),
        signatures);
  }
}
