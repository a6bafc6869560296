package dev.hermetic.activate;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a small JSON object of names and texts without escapes, as packages bring it. Most environments
 * have such a file or two, and to load Jackson for them takes a fortieth of a second.
 */
final class FlatJson {
  private static final int MOST_LETTERS = 1 << 14;

  private final String text;
  private int at;

  private FlatJson(String text) {
    this.text = text;
  }

  /** The texts by name, in their order; null for all else, about which a JSON library has to say what it is. */
  static @Nullable Map<String, String> read(String text) {
    return text.length() > MOST_LETTERS ? null : new FlatJson(text).object();
  }

  private @Nullable Map<String, String> object() {
    Map<String, String> values = new LinkedHashMap<>();
    if (!takes('{')) {
      return null;
    }
    do {
      String name = quoted();
      String value = name != null && takes(':') ? quoted() : null;
      if (value == null || values.put(name, value) != null) {
        return null;
      }
    } while (takes(','));
    return takes('}') && isAtEnd() ? values : null;
  }

  private @Nullable String quoted() {
    int end = takes('"') ? text.indexOf('"', at) : -1;
    if (end < 0) {
      return null;
    }
    String value = text.substring(at, end);
    for (int i = 0; i < value.length(); i++) {
      if (value.charAt(i) < ' ' || value.charAt(i) == '\\') {
        return null;
      }
    }
    at = end + 1;
    return value;
  }

  /** Goes on behind a mark, if it is the next after blanks. */
  private boolean takes(char mark) {
    boolean taken = !isAtEnd() && text.charAt(at) == mark;
    at += taken ? 1 : 0;
    return taken;
  }

  /** Goes on behind blanks. */
  private boolean isAtEnd() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return at == text.length();
  }
}
