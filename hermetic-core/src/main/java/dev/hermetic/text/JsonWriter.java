package dev.hermetic.text;

import org.jspecify.annotations.Nullable;

/**
 * Writes JSON into memory: each value on a line of its own, indented by two blanks for each level, or
 * without any blank. It trusts its caller: what is opened is closed, and members of objects have names. Few
 * and short methods: where little is written, most of the time of Jackson's is Java loading and compiling
 * them.
 */
public final class JsonWriter {
  private static final String HEX = "0123456789ABCDEF";
  private static final String ESCAPED = "\b\t\n\f\r\"\\";
  private static final String ESCAPES = "btnfr\"\\";
  private static final boolean[] STOPS = Utf8Bytes.stops(ESCAPED, true);

  private final boolean lines;
  private final boolean ascii;
  private final Utf8Bytes out = new Utf8Bytes();
  private int level;

  /** Whether nothing was written yet in what was opened last. */
  private boolean first = true;

  /** Whether a value follows its name. */
  private boolean named;

  /**
   * @param lines whether each value gets a line
   * @param ascii whether all that is not ASCII is escaped; else only what takes two units of UTF-16 is
   */
  JsonWriter(boolean lines, boolean ascii) {
    this.lines = lines;
    this.ascii = ascii;
  }

  /** What was written, in UTF-8, and one more byte behind it where lines are written: a line feed. */
  byte[] bytes() {
    if (lines) {
      out.put('\n');
    }
    return out.toByteArray();
  }

  public void writeStartObject() {
    open('{');
  }

  public void writeEndObject() {
    close('}');
  }

  public void writeStartArray() {
    open('[');
  }

  public void writeEndArray() {
    close(']');
  }

  /** The name of a member, whose value has to follow. */
  public void writeFieldName(String name) {
    separate();
    quote(name);
    if (lines) {
      out.put(' ');
    }
    out.put(':');
    if (lines) {
      out.put(' ');
    }
    named = true;
  }

  /** A text, or null. */
  public void writeString(@Nullable String text) {
    if (text == null) {
      writeNull();
    } else {
      separate();
      quote(text);
    }
  }

  public void writeNumber(long number) {
    writeNumber(Long.toString(number));
  }

  /**
   * A number as it is to be written.
   *
   * @param number digits and what else JSON allows in a number
   */
  public void writeNumber(String number) {
    separate();
    out.ascii(number);
  }

  public void writeBoolean(boolean value) {
    separate();
    out.ascii(value ? "true" : "false");
  }

  public void writeNull() {
    separate();
    out.ascii("null");
  }

  /** A member that is a text, or null. */
  public void writeStringField(String name, @Nullable String text) {
    writeFieldName(name);
    writeString(text);
  }

  public void writeNumberField(String name, long number) {
    writeFieldName(name);
    writeNumber(number);
  }

  /** A member that is a number as it is to be written, see {@link #writeNumber(String)}. */
  public void writeNumberField(String name, String number) {
    writeFieldName(name);
    writeNumber(number);
  }

  public void writeBooleanField(String name, boolean value) {
    writeFieldName(name);
    writeBoolean(value);
  }

  public void writeNullField(String name) {
    writeFieldName(name);
    writeNull();
  }

  /** Begins a member that is an object. */
  public void writeObjectFieldStart(String name) {
    writeFieldName(name);
    writeStartObject();
  }

  /** Begins a member that is an array. */
  public void writeArrayFieldStart(String name) {
    writeFieldName(name);
    writeStartArray();
  }

  private void open(char bracket) {
    separate();
    out.put(bracket);
    level++;
    first = true;
  }

  private void close(char bracket) {
    level--;
    if (lines && first) {
      out.put(' ');
    } else if (lines) {
      line();
    }
    out.put(bracket);
    first = false;
  }

  /** What stands before a value without a name, or before a name. */
  private void separate() {
    if (named) {
      named = false;
      return;
    }
    if (!first) {
      out.put(',');
    }
    first = false;
    if (lines && level > 0) {
      line();
    }
  }

  private void line() {
    out.put('\n');
    out.fill(' ', 2 * level);
  }

  private void quote(String text) {
    int end = text.length();
    out.put('"');
    // One call of run in it: this is compiled into whatever writes, many times.
    int at = 0;
    while ((at = out.run(text, at, end, STOPS)) < end) {
      at = special(text, at);
    }
    out.put('"');
  }

  /** Writes a letter that does not stand for itself, and tells where the next begins. */
  private int special(String text, int at) {
    char c = text.charAt(at);
    int letter = ESCAPED.indexOf(c);
    if (letter >= 0) {
      out.put('\\');
      out.put(ESCAPES.charAt(letter));
    } else if (ascii || c < ' ' || Character.isSurrogate(c)) {
      unit(c);
    } else {
      out.character(text, at);
    }
    return at + 1;
  }

  private void unit(char c) {
    out.ascii("\\u");
    for (int shift = 12; shift >= 0; shift -= 4) {
      out.put(HEX.charAt(c >> shift & 15));
    }
  }
}
