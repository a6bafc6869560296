package dev.hermetic.repodata;

import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads repodata.json (CEP-36, with the sections of CEP-48) as a stream. A record without name,
 * version or build is left out and counted; a file that is no JSON, is cut short or has no {@code
 * packages} fails.
 */
final class RepodataParser {
  /** Five times what the largest real subdir has; the index of more may not fit into a file. */
  private static final int MOST_RECORDS = 4_000_000;

  /** Archives that can be installed; CEP-48 has wheels beside them. */
  private static final Set<String> ARCHIVES = Set.of("conda", "tar.bz2");

  private final StringTable table;
  private final RecordRows rows = new RecordRows();
  private final RecordParser records;
  private final int mostRecords;
  private @Nullable String baseUrl;
  private ChannelRelations relations = ChannelRelations.NONE;
  private int leftOut;
  private boolean packagesSeen;

  RepodataParser(StringTable table) {
    this(table, MOST_RECORDS);
  }

  RepodataParser(StringTable table, int mostRecords) {
    this.table = table;
    this.records = new RecordParser(table, rows);
    this.mostRecords = mostRecords;
  }

  void parse(InputStream in) throws IOException {
    JsonScanner json = new JsonScanner(in);
    if (!json.hasMore() || json.peek() != '{') {
      throw new RepodataFormatException("it does not begin with a JSON object");
    }
    json.take('{');
    for (boolean first = true; json.member(first); first = false) {
      String field = json.string();
      switch (field) {
        case "info" -> info(json);
        case "packages", "packages.conda" -> packages(json, field, "");
        case "v3" -> revision(json);
        default -> json.skip();
      }
    }
    if (json.hasMore()) {
      throw new RepodataFormatException("something follows the JSON object");
    }
    if (!packagesSeen) {
      throw new RepodataFormatException("it has neither packages nor packages.conda");
    }
  }

  private void info(JsonScanner json) throws IOException {
    if (json.peek() != '{') {
      json.skip();
      return;
    }
    json.take('{');
    for (boolean first = true; json.member(first); first = false) {
      switch (json.string()) {
        case "base_url" -> {
          baseUrl = text(json, baseUrl);
          if (baseUrl != null && !BaseUrl.isUsable(baseUrl)) {
            throw new RepodataFormatException(
                "its base_url is no URL that packages could lie under");
          }
        }
        case "channel_relations" -> relations(json);
        default -> json.skip();
      }
    }
  }

  /** CEP-42. */
  private void relations(JsonScanner json) throws IOException {
    if (json.peek() != '{') {
      json.skip();
      return;
    }
    json.take('{');
    for (boolean first = true; json.member(first); first = false) {
      switch (json.string()) {
        case "base" ->
            relations = new ChannelRelations(text(json, null), relations.overrides());
        case "overrides" -> relations = new ChannelRelations(relations.base(), text(json, null));
        default -> json.skip();
      }
    }
  }

  /** The text that comes next, or the fallback in place of something else. */
  private static @Nullable String text(JsonScanner json, @Nullable String fallback)
      throws IOException {
    if (json.peek() != '"') {
      json.skip();
      return fallback;
    }
    json.text();
    return json.string();
  }

  /** Sections by kind of archive, in which file names lack their ending (CEP-48). */
  private void revision(JsonScanner json) throws IOException {
    if (json.peek() != '{') {
      json.skip();
      return;
    }
    json.take('{');
    for (boolean first = true; json.member(first); first = false) {
      String archive = json.string();
      packages(json, "v3 section", "." + archive);
    }
  }

  private void packages(JsonScanner json, String field, String ending) throws IOException {
    if (json.peek() != '{') {
      throw new RepodataFormatException("its " + field + " is not an object");
    }
    packagesSeen = true;
    boolean installable = ending.isEmpty() || ARCHIVES.contains(ending.substring(1));
    json.take('{');
    for (boolean first = true; json.member(first); first = false) {
      if (!installable || !records.fileName(json, ending) || json.peek() != '{') {
        json.skip();
        leftOut++;
      } else if (!records.read(json)) {
        leftOut++;
      } else if (rows.size() > mostRecords) {
        throw new RepodataFormatException("it has more than " + mostRecords + " records");
      }
    }
  }

  StringTable table() {
    return table;
  }

  RecordRows rows() {
    return rows;
  }

  ChannelRelations relations() {
    return relations;
  }

  @Nullable String baseUrl() {
    return baseUrl;
  }

  int leftOut() {
    return leftOut;
  }
}
