package dev.hermetic.ledger;

import dev.hermetic.digest.Sha256;
import dev.hermetic.text.InstantText;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * The line of an event: one JSON object in ASCII, fields in a fixed order, names of data sorted, no
 * blanks. Fields whose value is unknown are left out. Written by hand: nearly every goal ends with one
 * line, for which Jackson would load some sixty classes.
 */
final class EventJson {
  private static final int ID_BYTES = 16;
  private static final int USUAL_CHARACTERS = 1024;

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
    return id(Sha256.create().digest(write(event, false)));
  }

  /** The id that a SHA-256 makes. */
  static String id(byte[] digest) {
    return HexFormat.of().formatHex(digest, 0, ID_BYTES);
  }

  private static byte[] write(LedgerEvent event, boolean withId) {
    StringBuilder json = new StringBuilder(USUAL_CHARACTERS);
    json.append(start(event));
    if (withId) {
      json.append(idMember(event.id()));
    }
    known(json, "time", InstantText.of(event.time()));
    known(json, "kind", event.kind().word());
    machine(json, event.machine());
    known(json, "tool", event.tool());
    known(json, "revision", event.revision());
    known(json, "lock", event.lock());
    known(json, "platform", event.platform());
    known(json, "track", event.track());
    json.append("\"data\":");
    value(json, event.data().values());
    return json.append('}').toString().getBytes(StandardCharsets.US_ASCII);
  }

  private static void machine(StringBuilder json, MachineClass machine) {
    if (machine.equals(MachineClass.UNKNOWN)) {
      return;
    }
    json.append("\"machine\":{");
    known(json, "os", machine.os());
    known(json, "arch", machine.arch());
    known(json, "cpus", machine.cpus());
    if (machine.jdk() > 0) {
      json.append("\"jdk\":").append(machine.jdk());
    }
    end(json, '}');
    json.append(',');
  }

  private static void known(StringBuilder json, String field, String value) {
    if (!value.isEmpty()) {
      text(json, field);
      text(json.append(':'), value);
      json.append(',');
    }
  }

  private static void value(StringBuilder json, Object value) {
    if (value instanceof Map<?, ?> map) {
      json.append('{');
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        text(json, (String) entry.getKey());
        value(json.append(':'), entry.getValue());
        json.append(',');
      }
      end(json, '}');
    } else if (value instanceof List<?> list) {
      json.append('[');
      for (Object one : list) {
        value(json, one);
        json.append(',');
      }
      end(json, ']');
    } else if (value instanceof String text) {
      text(json, text);
    } else {
      // A whole number or a truth value.
      json.append(value);
    }
  }

  /** Ends what may have a comma behind its last part. */
  private static void end(StringBuilder json, char bracket) {
    int last = json.length() - 1;
    if (json.charAt(last) == ',') {
      json.setCharAt(last, bracket);
    } else {
      json.append(bracket);
    }
  }

  private static void text(StringBuilder json, String text) {
    json.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int letter = "\b\t\n\f\r\"\\".indexOf(c);
      if (letter >= 0) {
        json.append('\\').append("btnfr\"\\".charAt(letter));
      } else if (c >= ' ' && c < 128) {
        json.append(c);
      } else {
        json.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
          json.append("0123456789ABCDEF".charAt(c >> shift & 15));
        }
      }
    }
    json.append('"');
  }
}
