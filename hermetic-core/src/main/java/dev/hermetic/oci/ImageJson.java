package dev.hermetic.oci;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.hermetic.problem.HermeticException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The JSON documents of images. Written, they are the same bytes for the same value: keys sorted, no
 * blanks, nothing that is empty. Read, they are refused where two readers could understand them
 * differently: a key twice, something after the end, a type that does not fit.
 */
final class ImageJson {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .build();

  private final String subject;
  private final JsonNode node;

  private ImageJson(String subject, JsonNode node) {
    this.subject = subject;
    this.node = node;
  }

  /** The bytes of a tree of maps, lists, texts and whole numbers. */
  static byte[] bytes(Object tree) {
    try {
      return MAPPER.writeValueAsBytes(tree);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of texts cannot fail", e);
    }
  }

  /** Adds what is not empty. */
  static void put(Map<String, Object> to, String key, @Nullable Object value) {
    boolean empty =
        value == null
            || value instanceof String text && text.isEmpty()
            || value instanceof List<?> list && list.isEmpty()
            || value instanceof Map<?, ?> map && map.isEmpty();
    if (!empty) {
      to.put(key, value);
    }
  }

  /**
   * A document whose outermost value is an object.
   *
   * @param subject what to call it in problems
   */
  static ImageJson object(byte[] bytes, String subject) {
    ImageJson read = read(bytes, subject);
    if (!read.node.isObject()) {
      throw read.damaged("it is no JSON object");
    }
    return read;
  }

  /** A document whose outermost value is an array of objects. */
  static List<ImageJson> array(byte[] bytes, String subject) {
    ImageJson read = read(bytes, subject);
    return read.objects(read.node, "the document");
  }

  private static ImageJson read(byte[] bytes, String subject) {
    try {
      JsonNode node = MAPPER.readTree(bytes);
      return new ImageJson(subject, node);
    } catch (JsonProcessingException e) {
      throw OciProblems.damaged(
          subject, "it is no valid JSON: " + OciProblems.shown(e.getOriginalMessage()), e);
    } catch (IOException e) {
      throw OciProblems.damaged(subject, "it is not UTF-8", e);
    }
  }

  HermeticException damaged(String fact) {
    return OciProblems.damaged(subject, fact, null);
  }

  boolean has(String key) {
    return node.hasNonNull(key);
  }

  /** Empty when it is not there or null. */
  String text(String key) {
    JsonNode value = node.get(key);
    if (value == null || value.isNull()) {
      return "";
    }
    if (!value.isTextual()) {
      throw damaged("`" + key + "` is no text");
    }
    return value.textValue();
  }

  /** @throws HermeticException when it is not there or empty */
  String requiredText(String key) {
    String text = text(key);
    if (text.isEmpty()) {
      throw damaged("`" + key + "` is missing");
    }
    return text;
  }

  Digest digest(String key) {
    return digest(key, requiredText(key));
  }

  private Digest digest(String key, String text) {
    if (!Digest.isDigest(text)) {
      throw damaged("`" + key + "` is no sha256 digest: " + OciProblems.shown(text));
    }
    return Digest.parse(text);
  }

  List<Digest> digests(String key) {
    return texts(key).stream().map(text -> digest(key, text)).toList();
  }

  long size(String key) {
    JsonNode value = node.get(key);
    if (value == null || !value.isIntegralNumber() || !value.canConvertToLong()
        || value.longValue() < 0) {
      throw damaged("`" + key + "` is no size");
    }
    return value.longValue();
  }

  boolean isTrue(String key) {
    return node.path(key).asBoolean(false);
  }

  /** Empty when it is not there or null. */
  List<String> texts(String key) {
    List<String> texts = new ArrayList<>();
    JsonNode value = node.get(key);
    if (value == null || value.isNull()) {
      return texts;
    }
    if (!value.isArray()) {
      throw damaged("`" + key + "` is no list");
    }
    for (JsonNode item : value) {
      if (!item.isTextual()) {
        throw damaged("`" + key + "` has an item that is no text");
      }
      texts.add(item.textValue());
    }
    return texts;
  }

  /** Texts by key; empty when it is not there or null. */
  SortedMap<String, String> textMap(String key) {
    SortedMap<String, String> texts = new TreeMap<>();
    ImageJson map = child(key);
    if (map != null) {
      map.node.fieldNames().forEachRemaining(name -> texts.put(name, map.text(name)));
    }
    return texts;
  }

  /** The keys of an object; empty when it is not there or null. */
  List<String> keys(String key) {
    List<String> keys = new ArrayList<>();
    ImageJson map = child(key);
    if (map != null) {
      map.node.fieldNames().forEachRemaining(keys::add);
    }
    return keys;
  }

  /** Null when it is not there or null. */
  @Nullable ImageJson child(String key) {
    JsonNode value = node.get(key);
    if (value == null || value.isNull()) {
      return null;
    }
    if (!value.isObject()) {
      throw damaged("`" + key + "` is no object");
    }
    return new ImageJson(subject, value);
  }

  /** Empty when it is not there or null. */
  List<ImageJson> children(String key) {
    JsonNode value = node.get(key);
    return value == null || value.isNull() ? List.of() : objects(value, "`" + key + "`");
  }

  private List<ImageJson> objects(JsonNode value, String what) {
    if (!value.isArray()) {
      throw damaged(what + " is no list");
    }
    List<ImageJson> objects = new ArrayList<>();
    for (JsonNode item : value) {
      if (!item.isObject()) {
        throw damaged(what + " has an item that is no object");
      }
      objects.add(new ImageJson(subject, item));
    }
    return objects;
  }
}
