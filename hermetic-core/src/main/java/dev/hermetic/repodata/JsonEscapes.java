package dev.hermetic.repodata;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Escapes in JSON texts (RFC 8259, section 7). */
final class JsonEscapes {
  private JsonEscapes() {}

  /** The UTF-8 of the text that is meant. */
  static byte[] resolve(String body, JsonScanner scanner) throws IOException {
    StringBuilder text = new StringBuilder(body.length());
    for (int i = 0; i < body.length(); i++) {
      char c = body.charAt(i);
      if (c != '\\') {
        text.append(c);
        continue;
      }
      i++;
      char kind = body.charAt(i);
      if (kind == 'u') {
        if (i + 4 >= body.length()) {
          throw scanner.broken();
        }
        text.append((char) hex(body, i + 1, scanner));
        i += 4;
      } else {
        int position = "\"\\/bfnrt".indexOf(kind);
        if (position < 0) {
          throw scanner.broken();
        }
        text.append("\"\\/\b\f\n\r\t".charAt(position));
      }
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static int hex(String body, int from, JsonScanner scanner) throws IOException {
    int value = 0;
    for (int i = from; i < from + 4; i++) {
      int digit = Character.digit(body.charAt(i), 16);
      if (digit < 0) {
        throw scanner.broken();
      }
      value = 16 * value + digit;
    }
    return value;
  }
}
