package dev.hermetic.ledger;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import dev.hermetic.oci.Digest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * The line of an event: one JSON object in ASCII, fields in a fixed order, names of data sorted, no
 * blanks. Fields whose value is unknown are left out.
 */
final class EventJson {
  private static final JsonFactory FACTORY =
      JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private static final int ID_BYTES = 16;
  private static final int USUAL_BYTES = 1024;

  private EventJson() {}

  /** How a line begins, before its id. */
  static String start(LedgerEvent event) {
    return "{\"format\":" + event.format() + ",";
  }

  /** What stands in a line, and is not there where its id is computed. */
  static String idMember(String id) {
    return "\"id\":\"" + id + "\",";
  }

  /** Without line feed. */
  static String line(LedgerEvent event) {
    return new String(write(event, true), StandardCharsets.US_ASCII);
  }

  /** The id that the event's content asks for. */
  static String id(LedgerEvent event) {
    return id(Digest.sha256().digest(write(event, false)));
  }

  /** The id that a SHA-256 makes. */
  static String id(byte[] digest) {
    return HexFormat.of().formatHex(digest, 0, ID_BYTES);
  }

  private static byte[] write(LedgerEvent event, boolean withId) {
    ByteArrayOutputStream line = new ByteArrayOutputStream(USUAL_BYTES);
    try (JsonGenerator json = FACTORY.createGenerator(line)) {
      json.writeStartObject();
      json.writeNumberField("format", event.format());
      if (withId) {
        json.writeStringField("id", event.id());
      }
      json.writeStringField("time", event.time().toString());
      json.writeStringField("kind", event.kind().word());
      machine(json, event.machine());
      known(json, "tool", event.tool());
      known(json, "revision", event.revision());
      known(json, "lock", event.lock());
      known(json, "platform", event.platform());
      known(json, "track", event.track());
      json.writeFieldName("data");
      value(json, event.data().values());
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("a write into memory failed", e);
    }
    return line.toByteArray();
  }

  private static void machine(JsonGenerator json, MachineClass machine) throws IOException {
    if (machine.equals(MachineClass.UNKNOWN)) {
      return;
    }
    json.writeObjectFieldStart("machine");
    known(json, "os", machine.os());
    known(json, "arch", machine.arch());
    known(json, "cpus", machine.cpus());
    if (machine.jdk() > 0) {
      json.writeNumberField("jdk", machine.jdk());
    }
    json.writeEndObject();
  }

  private static void known(JsonGenerator json, String field, String value) throws IOException {
    if (!value.isEmpty()) {
      json.writeStringField(field, value);
    }
  }

  private static void value(JsonGenerator json, Object value) throws IOException {
    if (value instanceof Map<?, ?> map) {
      json.writeStartObject();
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        json.writeFieldName((String) entry.getKey());
        value(json, entry.getValue());
      }
      json.writeEndObject();
    } else if (value instanceof List<?> list) {
      json.writeStartArray();
      for (Object one : list) {
        value(json, one);
      }
      json.writeEndArray();
    } else if (value instanceof Long number) {
      json.writeNumber(number);
    } else if (value instanceof Boolean flag) {
      json.writeBoolean(flag);
    } else {
      json.writeString((String) value);
    }
  }
}
