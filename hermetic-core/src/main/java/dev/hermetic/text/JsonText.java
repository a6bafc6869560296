package dev.hermetic.text;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;

/** JSON for machines: indented by two blanks, ASCII only, a line feed at the end. */
public final class JsonText {
  private static final JsonFactory FACTORY =
      JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private JsonText() {}

  /** Writes one JSON value. */
  @FunctionalInterface
  public interface Body {
    /** Writes the value and nothing else. */
    void write(JsonGenerator json) throws IOException;
  }

  /** The text of a value. */
  public static String of(Body body) {
    // Bytes, as images are written too: one generator less for Java to load and compile.
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      DefaultIndenter indent = new DefaultIndenter("  ", "\n");
      json.setPrettyPrinter(
          new DefaultPrettyPrinter().withObjectIndenter(indent).withArrayIndenter(indent));
      body.write(json);
    } catch (IOException e) {
      throw new UncheckedIOException("a write into memory failed", e);
    }
    text.write('\n');
    return text.toString(StandardCharsets.US_ASCII);
  }

  /** A field with a list of texts. */
  public static void texts(JsonGenerator json, String field, Collection<String> texts)
      throws IOException {
    json.writeArrayFieldStart(field);
    for (String text : texts) {
      json.writeString(text);
    }
    json.writeEndArray();
  }
}
