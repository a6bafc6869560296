package dev.hermetic.repodata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The scanner against Jackson: the same documents mean the same, whatever the buffer holds. */
class JsonScannerTest {
  private static final String SIGNS = "ab \"\\/\b\f\n\r\t{}[]:,é€\uD83D\uDE00\u0001\u007f0";

  private static final ObjectMapper PLAIN = new ObjectMapper();
  private static final ObjectMapper ESCAPED =
      JsonMapper.builder()
          .configure(JsonWriteFeature.ESCAPE_NON_ASCII, true)
          .build();

  private static JsonScanner scanner(byte[] json, int buffer) {
    return new JsonScanner(new ByteArrayInputStream(json), buffer);
  }

  /** Reads a document with the scanner alone. */
  private static JsonNode read(JsonScanner json) throws IOException {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    switch (json.peek()) {
      case '{' -> {
        ObjectNode object = nodes.objectNode();
        json.take('{');
        for (boolean first = true; json.member(first); first = false) {
          String key = json.string();
          object.set(key, read(json));
        }
        return object;
      }
      case '[' -> {
        ArrayNode array = nodes.arrayNode();
        json.take('[');
        for (boolean first = true; json.element(first, ']'); first = false) {
          array.add(read(json));
        }
        return array;
      }
      case '"' -> {
        json.text();
        return nodes.textNode(json.string());
      }
      case 't', 'f', 'n' -> {
        int first = json.peek();
        json.skip();
        return first == 'n' ? nodes.nullNode() : nodes.booleanNode(first == 't');
      }
      default -> {
        json.number();
        return PLAIN.readTree(json.string());
      }
    }
  }

  private static JsonNode random(Random random, int depth) {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    return switch (random.nextInt(depth > 4 ? 5 : 7)) {
      case 0 -> nodes.nullNode();
      case 1 -> nodes.booleanNode(random.nextBoolean());
      case 2 -> nodes.numberNode(random.nextInt(2000) - 1000);
      case 3 -> nodes.numberNode(random.nextInt(2000) / 8.0 - 100);
      case 4 -> nodes.textNode(text(random));
      case 5 -> {
        ArrayNode array = nodes.arrayNode();
        for (int i = random.nextInt(5); i > 0; i--) {
          array.add(random(random, depth + 1));
        }
        yield array;
      }
      default -> {
        ObjectNode object = nodes.objectNode();
        for (int i = random.nextInt(5); i > 0; i--) {
          object.set(text(random), random(random, depth + 1));
        }
        yield object;
      }
    };
  }

  private static String text(Random random) {
    int[] points = SIGNS.codePoints().toArray();
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(24); i > 0; i--) {
      text.appendCodePoint(points[random.nextInt(points.length)]);
    }
    return text.toString();
  }

  @Test
  void document_anyFormAndBuffer_isReadAsJacksonReadsIt() throws IOException {
    Random random = new Random(11);
    for (int i = 0; i < 600; i++) {
      JsonNode document = random(random, 0);
      ObjectMapper mapper = i % 2 == 0 ? PLAIN : ESCAPED;
      byte[] json =
          i % 3 == 0
              ? mapper.writerWithDefaultPrettyPrinter().writeValueAsBytes(document)
              : mapper.writeValueAsBytes(document);
      for (int buffer : new int[] {1, 7, 8, 64, 1 << 12}) {
        JsonScanner scanner = scanner(json, buffer);
        assertThat(read(scanner)).as(new String(json, StandardCharsets.UTF_8)).isEqualTo(document);
        assertThat(scanner.hasMore()).isFalse();
        JsonScanner skipping = scanner(json, buffer);
        skipping.skip();
        assertThat(skipping.hasMore()).isFalse();
      }
    }
  }

  @Test
  void array_takenWhole_canBeReadAgain() throws IOException {
    byte[] json = "{\"a\": [\"x\", [1, {\"b\": \"]\"}], \"y\\\"]\"], \"c\": 1}".getBytes();
    for (int buffer = 1; buffer < 50; buffer++) {
      JsonScanner scanner = scanner(json, buffer);
      scanner.take('{');
      assertThat(scanner.member(true)).isTrue();
      scanner.array();
      assertThat(scanner.string()).isEqualTo("[\"x\", [1, {\"b\": \"]\"}], \"y\\\"]\"]");
      scanner.again();
      assertThat(read(scanner).size()).isEqualTo(3);
      assertThat(scanner.member(false)).isTrue();
      assertThat(scanner.string()).isEqualTo("c");
    }
  }

  @Test
  void document_cutShortAnywhere_fails() {
    byte[] json = "{\"a\": [1, \"b\\u0041\", true, null, {\"c\": -1.5e3}], \"d\": \"é\"}".getBytes();
    for (int length = 0; length < json.length; length++) {
      byte[] cut = Arrays.copyOf(json, length);
      assertThatThrownBy(() -> read(scanner(cut, 8))).isInstanceOf(RepodataFormatException.class);
      assertThatThrownBy(() -> scanner(cut, 8).skip()).isInstanceOf(RepodataFormatException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{,}", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{a:1}", "[1,]", "[1 2]", "[,]", "tru", "nul]",
        "-", "1e", "+1", "'a'", "\"\\q\"", "\"\\u12g4\"", "\"\\u12", "\"\n\"", "{\"a\" 1}", "]"
      })
  void document_thatIsNoJson_fails(String json) {
    assertThatThrownBy(() -> read(scanner(json.getBytes(StandardCharsets.UTF_8), 8)))
        .isInstanceOf(RepodataFormatException.class)
        .hasMessageContaining("it is not valid JSON at byte ");
  }

  @Test
  void text_thatIsNoUtf8_fails() {
    byte[] json = {'"', 'a', (byte) 0xc3, '"'};
    assertThatThrownBy(() -> read(scanner(json, 8))).isInstanceOf(RepodataFormatException.class);
  }

  @Test
  void text_withoutEnd_isRefusedBeforeItFillsTheMemory() {
    byte[] json = new byte[(1 << 24) + 100];
    Arrays.fill(json, (byte) 'x');
    json[0] = '"';
    assertThatThrownBy(() -> scanner(json, 1 << 12).text())
        .isInstanceOf(RepodataFormatException.class)
        .hasMessage("it has a text or list of more than 16 MiB");
  }
}
