package dev.hermetic.text;

import java.nio.charset.StandardCharsets;
import java.util.Collection;

/** JSON for machines: indented by two blanks, ASCII only, a line feed at the end. */
public final class JsonText {
  private JsonText() {}

  /** Writes one JSON value. */
  @FunctionalInterface
  public interface Body {
    /** Writes the value and nothing else. */
    void write(JsonWriter json);
  }

  /** The text of a value. */
  public static String of(Body body) {
    return new String(bytes(body), StandardCharsets.ISO_8859_1);
  }

  /** The bytes of a value's text. */
  public static byte[] bytes(Body body) {
    JsonWriter json = new JsonWriter(true, true);
    body.write(json);
    return json.bytes();
  }

  /** A field with a list of texts. */
  public static void texts(JsonWriter json, String field, Collection<String> texts) {
    json.writeArrayFieldStart(field);
    for (String text : texts) {
      json.writeString(text);
    }
    json.writeEndArray();
  }
}
