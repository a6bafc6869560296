package dev.hermetic.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainJsonTest {
  private static final JsonFactory JACKSON =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  @Test
  void read_whatHermeticWrites_givesItsValues() {
    assertThat(read(" {\"b\":[1,-20, true ,false,[],{}],\r\n\t\"a\" : {\"b\":\"x\\u00e9\\n\\\"\"}, \"\":\"\"} "))
        .isEqualTo(
            Map.of(
                "b", List.of(1L, -20L, true, false, List.of(), Map.of()),
                "a", Map.of("b", "xé\n\""),
                "", ""));
    assertThat(((Map<?, ?>) read("{\"b\":1,\"a\":2}")).keySet().toString()).isEqualTo("[b, a]");
    assertThat(read("999999999999999999")).isEqualTo(999_999_999_999_999_999L);
    assertThat(read("\"\\ud83d\\uDE00\\ud800\"")).isEqualTo("\ud83d\ude00\ud800");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", " ", "{", "{\"a\"", "{\"a\":", "{\"a\":1", "{\"a\":1,}", "{,}", "{a:1}", "[1,]", "[", "[1 2]", "1 2",
        "{\"a\":1}x", "{\"a\":1,\"a\":2}", "{\"a\":1,\"\\u0061\":2}", "null", "[null]", "1.5", "1e3", "01", "-0",
        "-", "+1", "1000000000000000000", "tru", "truex", "\"", "\"\\", "\"\\x\"", "\"\\u00\"", "\"\\u00g0\"",
        "\"a\nb\"", "\"é\"", "\uFEFF1", "'a'", "/* */1", "NaN", "[[[[[1]]]]]"
      })
  void read_allElse_isLeftToALibrary(String other) {
    assertThat(read(other)).isNull();
  }

  @Test
  void read_textOfABook_isLeftToALibrary() {
    assertThat(read("\"" + "b".repeat(16_000) + "\"")).isEqualTo("b".repeat(16_000));
    assertThat(read("\"" + "b".repeat(17_000) + "\"")).isNull();
    assertThat(read("\"" + "b".repeat(9_000) + "\\n" + "b".repeat(9_000) + "\"")).isNull();
  }

  @Test
  void read_damagedJson_isNeverTakenForSomethingElse() throws IOException {
    byte[] whole =
        "{\"a\": [1, -2, {\"b\": true, \"c\\n\": \"\\u0041\"}], \"d\": {}, \"e\": [], \"f\": 10}"
            .getBytes(StandardCharsets.US_ASCII);
    byte[] marks = "{}[],:\"\\ue0-1.nf \n\u0001".getBytes(StandardCharsets.US_ASCII);
    Random random = new Random(7);
    PlainJson plain = new PlainJson(4);
    int read = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] json = whole.clone();
      for (int change = random.nextInt(3); change >= 0; change--) {
        json[random.nextInt(json.length)] = marks[random.nextInt(marks.length)];
      }
      Object value = plain.read(json);
      if (value != null) {
        read++;
        assertThat(value).as(new String(json, StandardCharsets.US_ASCII)).isEqualTo(jackson(json));
      }
    }
    assertThat(read).isGreaterThan(1_000);
  }

  private static Object read(String json) {
    return new PlainJson(4).read(json.getBytes(StandardCharsets.UTF_8));
  }

  private static Object jackson(byte[] json) throws IOException {
    try (JsonParser parser = JACKSON.createParser(json)) {
      parser.nextToken();
      Object value = value(parser);
      return parser.nextToken() == null ? value : "something comes after its end";
    } catch (JsonProcessingException e) {
      return e.toString();
    }
  }

  private static Object value(JsonParser parser) throws IOException {
    if (parser.currentToken() == JsonToken.START_OBJECT) {
      Map<String, Object> map = new LinkedHashMap<>();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        parser.nextToken();
        map.put(name, value(parser));
      }
      return map;
    }
    if (parser.currentToken() == JsonToken.START_ARRAY) {
      List<Object> list = new ArrayList<>();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        list.add(value(parser));
      }
      return list;
    }
    return switch (parser.currentToken()) {
      case VALUE_STRING -> parser.getText();
      case VALUE_NUMBER_INT -> parser.getLongValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      default -> "another value";
    };
  }
}
