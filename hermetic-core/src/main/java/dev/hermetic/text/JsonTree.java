package dev.hermetic.text;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * JSON as plain values: maps, lists, texts, {@link Long} (other numbers as {@link Number}), truth
 * values and null. Only jackson's core is needed for that: its data binding takes a tenth of a second
 * to load, which is much of what a small change to an image takes.
 */
public final class JsonTree {
  /** Deeper than what Hermetic writes itself. */
  private static final int PLAIN_LEVELS = 16;

  private static final Pattern SOURCE = Pattern.compile("\\[Source: [^;\\]]*; ([^\\]]*)\\]");

  private JsonTree() {}

  /** Loaded when it is needed. */
  private static final class Jackson {
    static final JsonFactory FACTORY =
        JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(100).build())
            .build();
  }

  /**
   * Reads one value, at most 100 levels deep.
   *
   * @throws com.fasterxml.jackson.core.JsonProcessingException when it is no JSON, has a key twice, or
   *     something comes after it
   */
  public static @Nullable Object read(byte[] bytes) throws IOException {
    Object plain = new PlainJson(PLAIN_LEVELS).read(bytes);
    return plain == null ? any(bytes) : plain;
  }

  private static @Nullable Object any(byte[] bytes) throws IOException {
    try (JsonParser parser = Jackson.FACTORY.createParser(bytes)) {
      if (parser.nextToken() == null) {
        throw new JsonParseException(parser, "there is nothing in it");
      }
      Object value = value(parser);
      if (parser.nextToken() != null) {
        throw new JsonParseException(parser, "something comes after its end");
      }
      return value;
    }
  }

  /** What is wrong with JSON, in Jackson's words without those about its own source. */
  public static String reason(JsonProcessingException e) {
    return SOURCE.matcher(e.getOriginalMessage()).replaceAll("$1");
  }

  private static @Nullable Object value(JsonParser parser) throws IOException {
    switch (parser.currentToken()) {
      case START_OBJECT -> {
        Map<String, Object> map = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
          String key = parser.currentName();
          parser.nextToken();
          map.put(key, value(parser));
        }
        return map;
      }
      case START_ARRAY -> {
        List<Object> list = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          list.add(value(parser));
        }
        return list;
      }
      case VALUE_NUMBER_INT -> {
        Number number = parser.getNumberValue();
        return number instanceof Integer small ? Long.valueOf(small) : number;
      }
      case VALUE_NUMBER_FLOAT -> {
        return parser.getNumberValue();
      }
      case VALUE_TRUE -> {
        return true;
      }
      case VALUE_FALSE -> {
        return false;
      }
      case VALUE_NULL -> {
        return null;
      }
      default -> {
        return parser.getText();
      }
    }
  }

  /** The bytes of maps, lists, texts, whole numbers and truth values: keys sorted, no blanks; UTF-8. */
  public static byte[] bytes(Object tree) {
    return bytes(tree, new JsonWriter(false, false));
  }

  /** The same for people: a line for each value, and one more at the end. */
  public static byte[] lines(Object tree) {
    return bytes(tree, new JsonWriter(true, false));
  }

  private static byte[] bytes(Object tree, JsonWriter json) {
    write(json, tree);
    return json.bytes();
  }

  /**
   * Writes maps, lists, texts, whole numbers, truth values and null: keys sorted. A {@link JsonText.Body}
   * among them writes its value itself.
   */
  public static void write(JsonWriter json, @Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      json.writeStartObject();
      boolean isSorted = map instanceof SortedMap<?, ?> sorted && sorted.comparator() == null;
      for (Map.Entry<?, ?> entry : (isSorted ? map : new TreeMap<>(map)).entrySet()) {
        json.writeFieldName((String) entry.getKey());
        write(json, entry.getValue());
      }
      json.writeEndObject();
    } else if (value instanceof JsonText.Body body) {
      body.write(json);
    } else if (value instanceof Iterable<?> list) {
      json.writeStartArray();
      for (Object item : list) {
        write(json, item);
      }
      json.writeEndArray();
    } else if (value instanceof Boolean truth) {
      json.writeBoolean(truth);
    } else if (value instanceof Number number) {
      json.writeNumber(number.longValue());
    } else if (value == null) {
      json.writeNull();
    } else {
      json.writeString((String) value);
    }
  }
}
