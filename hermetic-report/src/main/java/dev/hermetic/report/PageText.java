package dev.hermetic.report;

import dev.hermetic.text.Utf8Bytes;
import java.io.Writer;
import java.util.Arrays;

/** A page while it is written: by templates as it is, by {@link Markup} also with markup escaped. */
final class PageText extends Writer {
  private static final boolean[] AS_IT_IS = Utf8Bytes.stops("\r", false);

  /** What FreeMarker escapes in HTML. */
  private static final boolean[] ESCAPED = Utf8Bytes.stops("&<>\"'\r", false);

  private final Utf8Bytes bytes = new Utf8Bytes();
  private boolean hasReturns;

  /** The page's bytes; its lines end alike wherever this jar was built. */
  byte[] toByteArray() {
    byte[] page = bytes.toByteArray();
    return hasReturns ? withoutReturns(page) : page;
  }

  private static byte[] withoutReturns(byte[] page) {
    int length = 0;
    for (int i = 0; i < page.length; i++) {
      if (page[i] != '\r' || i + 1 == page.length || page[i + 1] != '\n') {
        page[length++] = page[i];
      }
    }
    return Arrays.copyOf(page, length);
  }

  /** Adds a text in which markup is escaped, as templates do it. */
  void escape(String text) {
    add(text, 0, text.length(), ESCAPED);
  }

  /** Adds markup. */
  void markup(String text) {
    add(text, 0, text.length(), AS_IT_IS);
  }

  /** Adds a letter of markup. */
  void markup(char letter) {
    bytes.put(letter);
  }

  @Override
  public void write(int letter) {
    markup(String.valueOf((char) letter));
  }

  @Override
  public void write(String text, int start, int count) {
    add(text, start, start + count, AS_IT_IS);
  }

  @Override
  public void write(char[] text, int start, int count) {
    markup(new String(text, start, count));
  }

  private void add(String text, int start, int end, boolean[] stops) {
    // One call of run in it: this is compiled into whatever writes, many times.
    int at = start;
    while ((at = bytes.run(text, at, end, stops)) < end) {
      at = special(text, at);
    }
  }

  /** Adds what does not go into the page as it is, and tells what comes next. */
  private int special(String text, int at) {
    switch (text.charAt(at)) {
      case '&' -> bytes.ascii("&amp;");
      case '<' -> bytes.ascii("&lt;");
      case '>' -> bytes.ascii("&gt;");
      case '"' -> bytes.ascii("&quot;");
      case '\'' -> bytes.ascii("&#39;");
      case '\r' -> {
        hasReturns = true;
        bytes.put('\r');
      }
      default -> {
        return bytes.character(text, at);
      }
    }
    return at + 1;
  }

  @Override
  public void flush() {
    // Nothing waits.
  }

  @Override
  public void close() {
    // Nothing is open.
  }
}
