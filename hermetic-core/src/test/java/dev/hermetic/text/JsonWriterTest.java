package dev.hermetic.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The form is Jackson's, whose files are out there. */
class JsonWriterTest {
  private static final List<String> TEXTS =
      List.of(
          "", "plain", "a\"b\\c/d", "\b\t\n\f\r\u0000\u001f\u007f", "é ü\u00a0\u2028", "\ud83d\ude00 \uffff", "half\ud800", "\udc00half",
          "<script>&'", "x".repeat(5000), "é".repeat(5000));

  @ParameterizedTest
  @CsvSource({"true,true", "true,false", "false,true", "false,false"})
  void write_anyValue_isAsJacksonWritesIt(boolean lines, boolean ascii) throws IOException {
    Random random = new Random(5);
    for (int i = 0; i < 300; i++) {
      Object value = value(random, 4);
      JsonWriter json = new JsonWriter(lines, ascii);
      JsonTree.write(json, value);
      assertThat(new String(json.bytes(), StandardCharsets.UTF_8))
          .isEqualTo(jackson(value, lines, ascii) + (lines ? "\n" : ""));
    }
  }

  @Test
  void write_members_areAsJacksonWritesThem() throws IOException {
    assertThat(
            JsonText.of(
                json -> {
                  json.writeStartObject();
                  json.writeStringField("text", "é");
                  json.writeStringField("none", null);
                  json.writeNumberField("number", Long.MIN_VALUE);
                  json.writeNumberField("share", "0.500");
                  json.writeBooleanField("flag", false);
                  json.writeNullField("null");
                  json.writeObjectFieldStart("object");
                  json.writeEndObject();
                  json.writeArrayFieldStart("array");
                  json.writeNumber("1.5");
                  json.writeStartArray();
                  json.writeEndArray();
                  json.writeString(null);
                  json.writeEndArray();
                  json.writeEndObject();
                }))
        .isEqualTo(
            "{\n  \"text\" : \"\\u00E9\",\n  \"none\" : null,\n  \"number\" : -9223372036854775808,\n"
                + "  \"share\" : 0.500,\n  \"flag\" : false,\n  \"null\" : null,\n  \"object\" : { },\n"
                + "  \"array\" : [\n    1.5,\n    [ ],\n    null\n  ]\n}\n");
  }

  private static Object value(Random random, int levels) {
    int kind = random.nextInt(levels == 0 ? 4 : 6);
    int size = random.nextInt(4);
    return switch (kind) {
      case 0 -> random.nextLong();
      case 1 -> random.nextBoolean();
      case 2, 3 -> TEXTS.get(random.nextInt(TEXTS.size()));
      case 4 -> {
        List<Object> list = new ArrayList<>();
        for (int i = 0; i < size; i++) {
          list.add(value(random, levels - 1));
        }
        yield list;
      }
      default -> {
        Map<String, Object> map = new TreeMap<>();
        for (int i = 0; i < size; i++) {
          map.put(TEXTS.get(random.nextInt(TEXTS.size())), value(random, levels - 1));
        }
        yield map;
      }
    };
  }

  private static String jackson(Object value, boolean lines, boolean ascii) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    JsonFactory factory =
        JsonFactory.builder().configure(JsonWriteFeature.ESCAPE_NON_ASCII, ascii).build();
    try (JsonGenerator json = factory.createGenerator(out)) {
      if (lines) {
        DefaultIndenter indent = new DefaultIndenter("  ", "\n");
        json.setPrettyPrinter(
            new DefaultPrettyPrinter().withObjectIndenter(indent).withArrayIndenter(indent));
      }
      write(json, value);
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  private static void write(JsonGenerator json, Object value) throws IOException {
    if (value instanceof Map<?, ?> map) {
      json.writeStartObject();
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        json.writeFieldName((String) entry.getKey());
        write(json, entry.getValue());
      }
      json.writeEndObject();
    } else if (value instanceof List<?> list) {
      json.writeStartArray();
      for (Object item : list) {
        write(json, item);
      }
      json.writeEndArray();
    } else if (value instanceof Boolean truth) {
      json.writeBoolean(truth);
    } else if (value instanceof Long number) {
      json.writeNumber(number);
    } else {
      json.writeString((String) value);
    }
  }
}
