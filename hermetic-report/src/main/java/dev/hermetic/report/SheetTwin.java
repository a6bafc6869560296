package dev.hermetic.report;

import dev.hermetic.report.block.Block;
import dev.hermetic.report.block.Cell;
import dev.hermetic.report.block.Decimal;
import dev.hermetic.report.block.Section;
import dev.hermetic.report.block.Sheet;
import dev.hermetic.report.block.Table;
import dev.hermetic.text.JsonText;
import dev.hermetic.text.JsonWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The pages for machines. It is made from the very cells that the pages show, so no number can be on
 * a page and not in here; keys are those of pages, sections, tables and columns.
 */
final class SheetTwin {
  /** Changes when a reader of the file would have to. */
  private static final String FORMAT = "hermetic-report/1";

  private SheetTwin() {}

  static byte[] of(Site site, List<Sheet> sheets) {
    return JsonText.bytes(json -> write(json, site, sheets));
  }

  private static void write(JsonWriter json, Site site, List<Sheet> sheets) {
    json.writeStartObject();
    json.writeStringField("format", FORMAT);
    json.writeStringField("title", Cell.clean(site.title()));
    json.writeStringField("generator", Cell.clean(site.generator()));
    value(json, "timestamp", site.timestamp().isEmpty() ? null : site.timestamp());
    json.writeObjectFieldStart("pages");
    for (Sheet sheet : sheets) {
      json.writeObjectFieldStart(sheet.id());
      json.writeStringField("title", sheet.title());
      json.writeStringField("state", sheet.status().state());
      json.writeStringField("sentence", sheet.status().sentence());
      json.writeStringField("note", sheet.status().note());
      json.writeObjectFieldStart("sections");
      for (Section section : sheet.sections()) {
        json.writeObjectFieldStart(section.id());
        for (Block block : section.blocks()) {
          block(json, block);
        }
        json.writeEndObject();
      }
      json.writeEndObject();
      json.writeEndObject();
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void block(JsonWriter json, Block block) {
    if (block instanceof Block.Figure figure) {
      table(json, figure.data());
    } else if (block instanceof Table table) {
      table(json, table);
    } else if (block instanceof Block.Facts facts) {
      json.writeObjectFieldStart("facts");
      for (Block.Fact fact : facts.facts()) {
        value(json, fact.key(), fact.raw());
      }
      json.writeEndObject();
    }
  }

  private static void table(JsonWriter json, Table table) {
    json.writeArrayFieldStart(table.id());
    for (Table.Row row : table.rows()) {
      json.writeStartObject();
      for (int i = 0; i < row.cells().size(); i++) {
        Cell cell = row.cells().get(i);
        String key = table.columns().get(i).key();
        value(json, key, cell.value());
        if (!cell.note().isEmpty()) {
          json.writeStringField(key + "_note", cell.note());
        }
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void value(JsonWriter json, String key, @Nullable Object value) {
    json.writeFieldName(key);
    if (value == null) {
      json.writeNull();
    } else if (value instanceof Boolean flag) {
      json.writeBoolean(flag);
    } else if (value instanceof Integer || value instanceof Long) {
      json.writeNumber(((Number) value).longValue());
    } else if (value instanceof Double number) {
      // Six digits are more than any share has, and the same on each version of Java.
      json.writeNumber(Decimal.sixDigits(number));
    } else {
      json.writeString(value.toString());
    }
  }
}
