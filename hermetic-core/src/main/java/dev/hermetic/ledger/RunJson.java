package dev.hermetic.ledger;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Rows of JSON: an array of objects, or an object with one in it, as GitHub's API wraps it. */
final class RunJson {
  private RunJson() {}

  static List<RunRow> rows(String text, String shown) {
    List<RunRow> rows = new ArrayList<>();
    boolean lists = true;
    try (JsonParser json = new JsonFactory().createParser(text)) {
      if (json.nextToken() == JsonToken.START_ARRAY) {
        array(json, rows, shown);
      } else {
        lists = false;
        while (json.nextToken() != JsonToken.END_OBJECT) {
          if (json.nextToken() == JsonToken.START_ARRAY) {
            lists = true;
            array(json, rows, shown);
          } else {
            json.skipChildren();
          }
        }
      }
      if (json.nextToken() != null) {
        throw RunImport.unreadable(shown, "something stands behind the JSON value");
      }
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
      throw RunImport.unreadable(shown + ":" + line, "it is no JSON");
    } catch (IOException e) {
      throw new IllegalStateException("a text in memory cannot be read", e);
    }
    if (!lists) {
      // What an API answers in place of runs, for example that there is no such repository.
      throw RunImport.unreadable(shown, "it is an object without a list of runs");
    }
    return rows;
  }

  private static void array(JsonParser json, List<RunRow> rows, String shown)
      throws IOException {
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (json.currentToken() != JsonToken.START_OBJECT) {
        int line = json.currentTokenLocation().getLineNr();
        throw RunImport.unreadable(shown + ":" + line, "an entry of the list is no object");
      }
      rows.add(row(json));
    }
  }

  private static RunRow row(JsonParser json) throws IOException {
    int line = json.currentTokenLocation().getLineNr();
    Map<String, String> fields = new HashMap<>();
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName().toLowerCase(Locale.ROOT);
      JsonToken value = json.nextToken();
      if (value.isScalarValue()) {
        fields.put(name, value == JsonToken.VALUE_NULL ? "" : json.getText());
      } else {
        json.skipChildren();
      }
    }
    return new RunRow(line, fields);
  }
}
