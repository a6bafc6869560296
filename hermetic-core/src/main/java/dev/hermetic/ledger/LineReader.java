package dev.hermetic.ledger;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.hermetic.digest.Sha256;
import dev.hermetic.text.PlainJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the line of an event, which anybody may have written. Not for several threads at once. */
final class LineReader {
  /** What is wrong with a line, a sentence without full stop. */
  @SuppressWarnings("serial")
  static final class BadLineException extends Exception {
    /** Why a line is not used. */
    enum Reason {
      BROKEN,
      NEWER,
      CHANGED
    }

    private final Reason reason;

    BadLineException(Reason reason, String fact) {
      super(fact, null, false, false);
      this.reason = reason;
    }

    Reason reason() {
      return reason;
    }

    String fact() {
      return String.valueOf(getMessage());
    }
  }

  /** Loaded when it is needed. */
  private static final class Jackson {
    static final JsonFactory FACTORY = new JsonFactory();
  }

  private static final Set<String> FIELDS =
      Set.of(
          "format", "id", "time", "kind", "machine", "tool", "revision", "lock", "platform",
          "track", "data");

  /** How times are written whose milliseconds are not 0. */
  private static final String MILLISECONDS = "0000-00-00T00:00:00.000Z";

  /** How those of whole seconds are written. */
  private static final String SECONDS = "0000-00-00T00:00:00Z";

  private final MessageDigest digest = Sha256.create();
  private MachineClass last = MachineClass.UNKNOWN;
  private final PlainJson plain = new PlainJson(EventData.MOST_LEVELS + 1);

  /** The event of a line. */
  LedgerEvent read(String line) throws BadLineException {
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    Map<String, Object> root = root(line, bytes);
    if (!(root.get("format") instanceof Long format) || format < 1) {
      throw broken("it has no `format`");
    }
    if (format > LedgerEvent.FORMAT) {
      throw new BadLineException(
          BadLineException.Reason.NEWER,
          "it has format " + format + ", and this version knows " + LedgerEvent.FORMAT);
    }
    for (String field : root.keySet()) {
      if (!FIELDS.contains(field)) {
        throw broken("it has a field that no event has");
      }
    }
    LedgerEvent event = event(root);
    if (!isAsWritten(line, bytes, event) && !EventJson.id(event).equals(event.id())) {
      throw new BadLineException(
          BadLineException.Reason.CHANGED, "its content does not fit its id");
    }
    return event;
  }

  /**
   * Whether the id is that of the very bytes of the line, as it is of each that was written by {@link
   * EventJson}: to write each event again only to look takes longer than to read it.
   */
  private boolean isAsWritten(String line, byte[] bytes, LedgerEvent event) {
    String id = event.id();
    String start = EventJson.start(event);
    String member = EventJson.idMember(id);
    if (!line.startsWith(start) || !line.startsWith(member, start.length())) {
      return false;
    }
    int rest = start.length() + member.length();
    digest.update(bytes, 0, start.length());
    digest.update(bytes, rest, bytes.length - rest);
    return EventJson.id(digest.digest()).equals(id);
  }

  private LedgerEvent event(Map<String, Object> root) throws BadLineException {
    EventKind kind =
        EventKind.of(text(root, "kind"))
            .orElseThrow(() -> broken("its `kind` is none that this version knows"));
    try {
      return new LedgerEvent(
          text(root, "id"),
          time(text(root, "time")),
          kind,
          machine(root),
          optional(root, "tool"),
          optional(root, "revision"),
          optional(root, "lock"),
          optional(root, "platform"),
          optional(root, "track"),
          EventData.of(object(root, "data")));
    } catch (DateTimeException e) {
      throw broken("its `time` is no RFC 3339 instant");
    } catch (IllegalArgumentException e) {
      throw broken(String.valueOf(e.getMessage()));
    }
  }

  /** As {@link Instant#parse}, which for the usual forms takes as long as all else of an event. */
  private static Instant time(String text) {
    boolean milliseconds = isOf(MILLISECONDS, text);
    boolean usual = milliseconds || isOf(SECONDS, text);
    int hour = usual ? number(text, 11, 13) : 0;
    int second = usual ? number(text, 17, 19) : 0;
    if (!usual || hour > 23 || second > 59) {
      return Instant.parse(text);
    }
    return LocalDateTime.of(
            number(text, 0, 4),
            number(text, 5, 7),
            number(text, 8, 10),
            hour,
            number(text, 14, 16),
            second,
            milliseconds ? number(text, 20, 23) * 1_000_000 : 0)
        .toInstant(ZoneOffset.UTC);
  }

  /** Whether a text has digits where a form has noughts, and else is the same. */
  private static boolean isOf(String form, String text) {
    boolean same = text.length() == form.length();
    for (int i = 0; same && i < form.length(); i++) {
      char c = text.charAt(i);
      same = form.charAt(i) == '0' ? c >= '0' && c <= '9' : c == form.charAt(i);
    }
    return same;
  }

  private static int number(String text, int start, int end) {
    return Integer.parseInt(text, start, end, 10);
  }

  /** The one that was read last, where it is the same: events that come together share it. */
  private MachineClass machine(Map<String, Object> root) throws BadLineException {
    if (!root.containsKey("machine")) {
      return MachineClass.UNKNOWN;
    }
    Map<String, Object> machine = object(root, "machine");
    long jdk = machine.get("jdk") instanceof Long number ? number : 0;
    MachineClass read =
        new MachineClass(
            optional(machine, "os"),
            optional(machine, "arch"),
            optional(machine, "cpus"),
            jdk < 0 || jdk > Integer.MAX_VALUE ? 0 : (int) jdk);
    if (!read.equals(last)) {
      last = read;
    }
    return last;
  }

  private static String text(Map<String, Object> from, String field) throws BadLineException {
    if (from.get(field) instanceof String text) {
      return text;
    }
    throw broken("its `" + field + "` is missing, or no text");
  }

  private static String optional(Map<String, Object> from, String field)
      throws BadLineException {
    return from.containsKey(field) ? text(from, field) : "";
  }

  private static Map<String, Object> object(Map<String, Object> from, String field)
      throws BadLineException {
    if (from.get(field) instanceof Map<?, ?> map) {
      return names(map);
    }
    throw broken("its `" + field + "` is missing, or no object");
  }

  @SuppressWarnings("unchecked") // nothing here makes other maps
  private static Map<String, Object> names(Map<?, ?> map) {
    return (Map<String, Object>) map;
  }

  /** What is written as Hermetic does it, and nearly all else, needs no Jackson. */
  private Map<String, Object> root(String line, byte[] bytes) throws BadLineException {
    return plain.read(bytes) instanceof Map<?, ?> map ? names(map) : json(line);
  }

  private static Map<String, Object> json(String line) throws BadLineException {
    try (JsonParser parser = Jackson.FACTORY.createParser(line)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw broken("it is no JSON object");
      }
      Map<String, Object> root = members(parser, 0);
      if (parser.nextToken() != null) {
        throw broken("something stands behind the JSON object");
      }
      return root;
    } catch (JsonProcessingException e) {
      throw broken("it is no JSON object, or one that is not whole");
    } catch (IOException e) {
      throw new IllegalStateException("a text in memory cannot be read", e);
    }
  }

  private static Map<String, Object> members(JsonParser parser, int level)
      throws IOException, BadLineException {
    Map<String, Object> members = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      if (members.put(name, value(parser, level + 1)) != null) {
        throw broken("it has a field twice");
      }
    }
    return members;
  }

  private static Object value(JsonParser parser, int level) throws IOException, BadLineException {
    if (level > EventData.MOST_LEVELS + 1) {
      throw broken("it is nested too deep");
    }
    JsonToken token = parser.currentToken();
    if (token == JsonToken.VALUE_NUMBER_INT) {
      try {
        return parser.getLongValue();
      } catch (JsonProcessingException e) {
        throw broken("it has a number that is too large");
      }
    }
    if (token == JsonToken.START_ARRAY) {
      List<Object> list = new ArrayList<>();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        list.add(value(parser, level + 1));
      }
      return list;
    }
    return switch (token) {
      case VALUE_STRING -> parser.getText();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case START_OBJECT -> members(parser, level);
      default -> throw broken("it has a value that is no text, whole number or truth value");
    };
  }

  private static BadLineException broken(String fact) {
    return new BadLineException(BadLineException.Reason.BROKEN, fact);
  }
}
