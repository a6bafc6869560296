package dev.hermetic.oci;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.text.JsonTree;
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
public final class ImageJson {
  private final String subject;
  private final Map<?, ?> node;

  private ImageJson(String subject, Map<?, ?> node) {
    this.subject = subject;
    this.node = node;
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
  public static ImageJson object(byte[] bytes, String subject) {
    if (read(bytes, subject) instanceof Map<?, ?> map) {
      return new ImageJson(subject, map);
    }
    throw OciProblems.damaged(subject, "it is no JSON object", null);
  }

  /** A document whose outermost value is an array of objects. */
  static List<ImageJson> array(byte[] bytes, String subject) {
    return objects(subject, read(bytes, subject), "the document");
  }

  private static @Nullable Object read(byte[] bytes, String subject) {
    try {
      return JsonTree.read(bytes);
    } catch (JsonProcessingException e) {
      throw OciProblems.damaged(
          subject, "it is no valid JSON: " + OciProblems.shown(JsonTree.reason(e)), e);
    } catch (IOException e) {
      throw OciProblems.damaged(subject, "it is not UTF-8", e);
    }
  }

  HermeticException damaged(String fact) {
    return OciProblems.damaged(subject, fact, null);
  }

  /** Whether it is there and not null. */
  public boolean has(String key) {
    return node.get(key) != null;
  }

  /** Empty when it is not there or null. */
  public String text(String key) {
    Object value = node.get(key);
    if (value == null) {
      return "";
    }
    if (value instanceof String text) {
      return text;
    }
    throw damaged("`" + key + "` is no text");
  }

  /** @throws HermeticException when it is not there or empty */
  public String requiredText(String key) {
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

  /** @throws HermeticException when it is no whole number from 0 on */
  public long size(String key) {
    if (node.get(key) instanceof Long size && size >= 0) {
      return size;
    }
    throw damaged("`" + key + "` is no size");
  }

  public boolean isTrue(String key) {
    return Boolean.TRUE.equals(node.get(key));
  }

  /** Empty when it is not there or null. */
  public List<String> texts(String key) {
    List<String> texts = new ArrayList<>();
    Object value = node.get(key);
    if (value == null) {
      return texts;
    }
    if (!(value instanceof List<?> list)) {
      throw damaged("`" + key + "` is no list");
    }
    for (Object item : list) {
      if (!(item instanceof String text)) {
        throw damaged("`" + key + "` has an item that is no text");
      }
      texts.add(text);
    }
    return texts;
  }

  /** Texts by key; empty when it is not there or null. */
  public SortedMap<String, String> textMap(String key) {
    SortedMap<String, String> texts = new TreeMap<>();
    ImageJson map = child(key);
    if (map != null) {
      map.names().forEach(name -> texts.put(name, map.text(name)));
    }
    return texts;
  }

  /** The keys of an object; empty when it is not there or null. */
  public List<String> keys(String key) {
    ImageJson map = child(key);
    return map == null ? List.of() : map.names();
  }

  private List<String> names() {
    return node.keySet().stream().map(String.class::cast).toList();
  }

  /** @throws HermeticException when it is not there or no object */
  public ImageJson requiredChild(String key) {
    ImageJson child = child(key);
    if (child == null) {
      throw damaged("`" + key + "` is missing");
    }
    return child;
  }

  /** Null when it is not there or null. */
  @Nullable ImageJson child(String key) {
    Object value = node.get(key);
    if (value == null) {
      return null;
    }
    if (value instanceof Map<?, ?> map) {
      return new ImageJson(subject, map);
    }
    throw damaged("`" + key + "` is no object");
  }

  /** Empty when it is not there or null. */
  public List<ImageJson> children(String key) {
    Object value = node.get(key);
    return value == null ? List.of() : objects(subject, value, "`" + key + "`");
  }

  private static List<ImageJson> objects(String subject, @Nullable Object value, String what) {
    if (!(value instanceof List<?> list)) {
      throw OciProblems.damaged(subject, what + " is no list", null);
    }
    List<ImageJson> objects = new ArrayList<>();
    for (Object item : list) {
      if (!(item instanceof Map<?, ?> map)) {
        throw OciProblems.damaged(subject, what + " has an item that is no object", null);
      }
      objects.add(new ImageJson(subject, map));
    }
    return objects;
  }
}
