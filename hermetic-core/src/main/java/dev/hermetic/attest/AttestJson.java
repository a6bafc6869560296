package dev.hermetic.attest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.hermetic.text.JsonTree;
import java.io.IOException;
import java.util.Base64;

/**
 * The JSON of signed documents. Written, equal values have equal bytes. Read, a key that is there
 * twice or something after the end is refused, for two readers could understand it differently;
 * numbers keep all their digits.
 */
public final class AttestJson {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private AttestJson() {}

  /** A tree of maps, lists, texts, numbers and {@link JsonNode}s as bytes; keys of maps are sorted. */
  public static byte[] bytes(Object tree) {
    try {
      return MAPPER.writeValueAsBytes(tree);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of texts cannot fail", e);
    }
  }

  /** The same as a value that can be compared with one that was read. */
  public static JsonNode node(Object tree) {
    return parse(bytes(tree), "memory");
  }

  /**
   * Reads a document.
   *
   * @param subject what to call it in problems
   * @throws dev.hermetic.problem.HermeticException HERM-ATTEST-006
   */
  public static JsonNode parse(byte[] bytes, String subject) {
    try {
      JsonNode node = MAPPER.readTree(bytes);
      if (node.isObject()) {
        return node;
      }
    } catch (JsonProcessingException e) {
      throw AttestProblems.damaged(
          subject, "it is no valid JSON: " + AttestProblems.shown(JsonTree.reason(e)), e);
    } catch (IOException e) {
      throw AttestProblems.damaged(subject, "it is not UTF-8", e);
    }
    throw AttestProblems.damaged(subject, "it is no JSON object", null);
  }

  /** A text that has to be there. */
  static String text(JsonNode node, String key, String subject) {
    JsonNode value = node.path(key);
    if (!value.isTextual() || value.textValue().isEmpty()) {
      throw AttestProblems.damaged(subject, "`" + key + "` is missing or no text", null);
    }
    return value.textValue();
  }

  /** Bytes that have to be there, in Base64. */
  static byte[] base64(JsonNode node, String key, String subject) {
    try {
      return Base64.getDecoder().decode(text(node, key, subject));
    } catch (IllegalArgumentException e) {
      throw AttestProblems.damaged(subject, "`" + key + "` is no Base64", e);
    }
  }
}
