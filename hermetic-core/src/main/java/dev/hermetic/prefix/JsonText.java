package dev.hermetic.prefix;

import com.fasterxml.jackson.core.io.JsonStringEncoder;

/** Texts as JSON. */
final class JsonText {
  private JsonText() {}

  /** The text between quotes. */
  static String quote(String text) {
    return "\"" + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + "\"";
  }
}
