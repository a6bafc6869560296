package dev.hermetic.repodata;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads repodata.json (CEP-36) as a stream. A record without name, version or build is left out and
 * counted; a file that is no JSON, is cut short or has no {@code packages} fails.
 */
final class RepodataParser {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder().maxNestingDepth(64).maxStringLength(1 << 20).build())
          .build();

  /** Timestamps below are in seconds: as milliseconds they would lie before 1978. */
  private static final long SECONDS_LIMIT = 253_402_300_799L;

  /** Five times what the largest real subdir has; the index of more may not fit into a file. */
  private static final int MOST_RECORDS = 4_000_000;

  private final StringTable table;
  private final int mostRecords;
  private final List<RecordColumns> records = new ArrayList<>();
  private final List<Integer> ids = new ArrayList<>();
  private @Nullable String baseUrl;
  private int leftOut;
  private boolean packagesSeen;

  RepodataParser(StringTable table) {
    this(table, MOST_RECORDS);
  }

  RepodataParser(StringTable table, int mostRecords) {
    this.table = table;
    this.mostRecords = mostRecords;
  }

  void parse(InputStream in) throws IOException {
    try (JsonParser json = FACTORY.createParser(in)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new RepodataFormatException("it does not begin with a JSON object");
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String field = json.currentName();
        json.nextToken();
        switch (field) {
          case "info" -> info(json);
          case "packages", "packages.conda" -> packages(json, field);
          default -> json.skipChildren();
        }
      }
      if (json.nextToken() != null) {
        throw new RepodataFormatException("something follows the JSON object");
      }
    } catch (JsonProcessingException e) {
      throw new RepodataFormatException(
          "it is not valid JSON at line "
              + (e.getLocation() == null ? 1 : e.getLocation().getLineNr())
              + ", or cut short",
          e);
    }
    if (!packagesSeen) {
      throw new RepodataFormatException("it has neither packages nor packages.conda");
    }
  }

  private void info(JsonParser json) throws IOException {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      json.skipChildren();
      return;
    }
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String field = json.currentName();
      JsonToken token = json.nextToken();
      if (token == JsonToken.VALUE_STRING && field.equals("base_url")) {
        baseUrl = json.getText();
      } else {
        json.skipChildren();
      }
    }
  }

  private void packages(JsonParser json, String field) throws IOException {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      throw new RepodataFormatException("its " + field + " is not an object");
    }
    packagesSeen = true;
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String fileName = json.currentName();
      if (json.nextToken() != JsonToken.START_OBJECT || !isPlainFileName(fileName)) {
        json.skipChildren();
        leftOut++;
        continue;
      }
      record(json, fileName);
    }
  }

  private void record(JsonParser json, String fileName) throws IOException {
    RecordColumns columns = new RecordColumns(fileName);
    String name = null;
    boolean broken = false;
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String field = json.currentName();
      JsonToken token = json.nextToken();
      switch (field) {
        case "name" -> name = text(json);
        case "version" -> columns.version = id(text(json));
        case "build" -> columns.build = id(text(json));
        case "build_number" -> {
          columns.buildNumber = integer(json, 0);
          broken |= columns.buildNumber < 0;
        }
        case "depends" -> {
          broken |= token != JsonToken.START_ARRAY && token != JsonToken.VALUE_NULL;
          columns.depends = list(json);
        }
        case "constrains" -> {
          broken |= token != JsonToken.START_ARRAY && token != JsonToken.VALUE_NULL;
          columns.constrains = list(json);
        }
        case "track_features" -> columns.trackFeatures = features(json);
        case "noarch" -> columns.flags |= noarch(json);
        case "timestamp" -> columns.timestamp = milliseconds(integer(json, -1));
        case "size" -> columns.size = Math.max(-1, integer(json, -1));
        case "license" -> columns.license = id(text(json));
        case "license_family" -> columns.licenseFamily = id(text(json));
        case "md5" -> columns.md5 = digest(json, 16);
        case "sha256" -> columns.sha256 = digest(json, 32);
        case "python_site_packages_path" -> columns.pythonSitePackagesPath = id(text(json));
        default -> json.skipChildren();
      }
    }
    if (broken
        || name == null
        || name.isEmpty()
        || columns.version == RecordColumns.NONE
        || columns.build == RecordColumns.NONE) {
      leftOut++;
      return;
    }
    columns.name = table.text(table.id(name));
    records.add(columns);
    if (records.size() > mostRecords) {
      throw new RepodataFormatException("it has more than " + mostRecords + " records");
    }
  }

  /**
   * A package file lies in its subdir, and its name becomes the end of a URL and of a line in a lock
   * file: one that holds a path, a line break or what ends a URL is a lie or an attack.
   */
  private static boolean isPlainFileName(String fileName) {
    return (fileName.endsWith(".conda") || fileName.endsWith(".tar.bz2"))
        && fileName
            .chars()
            .noneMatch(
                c ->
                    "/\\#?%\"".indexOf(c) >= 0
                        || Character.isISOControl(c)
                        || Character.isSpaceChar(c));
  }

  private int id(@Nullable String text) throws RepodataFormatException {
    return text == null ? RecordColumns.NONE : table.id(text);
  }

  private static @Nullable String text(JsonParser json) throws IOException {
    return switch (json.currentToken()) {
      case VALUE_STRING, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> json.getText();
      default -> {
        json.skipChildren();
        yield null;
      }
    };
  }

  private static long integer(JsonParser json, long otherwise) throws IOException {
    return switch (json.currentToken()) {
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
        double value = json.getDoubleValue();
        yield Math.abs(value) < 9e15 ? json.getValueAsLong() : otherwise;
      }
      default -> {
        json.skipChildren();
        yield otherwise;
      }
    };
  }

  static long milliseconds(long timestamp) {
    return timestamp <= 0 ? -1 : timestamp <= SECONDS_LIMIT ? timestamp * 1000 : timestamp;
  }

  private int list(JsonParser json) throws IOException {
    ids.clear();
    if (json.currentToken() == JsonToken.START_ARRAY) {
      while (json.nextToken() != JsonToken.END_ARRAY) {
        String text = text(json);
        if (text != null) {
          ids.add(table.id(text));
        }
      }
    } else {
      json.skipChildren();
    }
    return table.list(ids);
  }

  /** A list, or one text with commas or spaces between (CEP-36). */
  private int features(JsonParser json) throws IOException {
    if (json.currentToken() != JsonToken.VALUE_STRING) {
      return list(json);
    }
    ids.clear();
    for (String feature : json.getText().split("[, ]+")) {
      if (!feature.isEmpty()) {
        ids.add(table.id(feature));
      }
    }
    return table.list(ids);
  }

  /** {@code true} is the old way to say generic (CEP-36). */
  private static int noarch(JsonParser json) throws IOException {
    return switch (json.currentToken()) {
      case VALUE_TRUE -> RecordColumns.NOARCH_GENERIC;
      case VALUE_STRING ->
          json.getText().equals("python")
              ? RecordColumns.NOARCH_PYTHON
              : json.getText().isEmpty() ? 0 : RecordColumns.NOARCH_GENERIC;
      default -> {
        json.skipChildren();
        yield 0;
      }
    };
  }

  private static byte @Nullable [] digest(JsonParser json, int bytes) throws IOException {
    String text = text(json);
    if (text == null || text.length() != 2 * bytes) {
      return null;
    }
    try {
      return HexFormat.of().parseHex(text);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  List<RecordColumns> records() {
    return records;
  }

  @Nullable String baseUrl() {
    return baseUrl;
  }

  int leftOut() {
    return leftOut;
  }
}
