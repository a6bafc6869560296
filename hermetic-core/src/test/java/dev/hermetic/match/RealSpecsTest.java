package dev.hermetic.match;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.github.luben.zstd.ZstdInputStream;
import dev.hermetic.testkit.SharedData;
import dev.hermetic.version.InvalidVersionException;
import dev.hermetic.version.Version;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every dependency, constraint and version in the real channels. */
class RealSpecsTest {
  private static final SortedSet<String> SPECS = new TreeSet<>();
  private static final SortedSet<String> VERSIONS = new TreeSet<>();

  @BeforeAll
  static void read() throws IOException {
    Path channels = SharedData.data("channels");
    List<Path> files;
    try (Stream<Path> tree = Files.walk(channels)) {
      files =
          tree.filter(path -> path.toString().matches(".*\\.json(\\.zst)?"))
              .filter(path -> !path.toString().contains("first_seen"))
              .sorted()
              .toList();
    }
    for (Path file : files) {
      try (InputStream raw = new BufferedInputStream(Files.newInputStream(file));
          InputStream in = file.toString().endsWith(".zst") ? new ZstdInputStream(raw) : raw;
          JsonParser json = new JsonFactory().createParser(in)) {
        collect(json);
      }
    }
  }

  private static void collect(JsonParser json) throws IOException {
    for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
      if (token != JsonToken.FIELD_NAME) {
        continue;
      }
      String field = json.currentName();
      JsonToken value = json.nextToken();
      if (field.equals("version") && value == JsonToken.VALUE_STRING) {
        VERSIONS.add(json.getText());
      } else if ((field.equals("depends") || field.equals("constrains"))
          && value == JsonToken.START_ARRAY) {
        while (json.nextToken() != JsonToken.END_ARRAY) {
          SPECS.add(json.getText());
        }
      }
    }
  }

  @Test
  void parse_everySpec_failsOnlyOnMalformedOnes() {
    TreeMap<String, String> failures = new TreeMap<>();
    for (String text : SPECS) {
      try {
        MatchSpec.parse(text);
      } catch (InvalidMatchSpecException e) {
        failures.put(text, e.offset() + ": " + e.getMessage());
      }
    }
    assertThat(SPECS).hasSizeGreaterThan(37_000);
    assertThat(failures)
        .containsOnlyKeys("ray[default,data] >=2.9.0,<3.0.0")
        .containsValue("4: a key must be followed by '=' and a value");
  }

  @Test
  void toString_everySpec_comesBackEqual() {
    for (String text : SPECS) {
      if (!text.startsWith("ray[")) {
        MatchSpec spec = MatchSpec.parse(text);
        assertThat(MatchSpec.parse(spec.toString())).as(text).isEqualTo(spec);
      }
    }
  }

  @Test
  void parse_everyVersion_succeeds() {
    TreeSet<String> failures = new TreeSet<>();
    for (String text : VERSIONS) {
      try {
        Version.parse(text);
      } catch (InvalidVersionException e) {
        failures.add(text + ": " + e.getMessage());
      }
    }
    assertThat(VERSIONS).hasSizeGreaterThan(8_000);
    assertThat(failures).isEmpty();
  }
}
