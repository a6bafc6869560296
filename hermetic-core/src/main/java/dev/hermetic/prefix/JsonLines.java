package dev.hermetic.prefix;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * JSON as conda writes it: a line for each value, two spaces for each level. A prefix has tens of
 * thousands of such lines, written before Java has compiled anything: a library takes far longer.
 */
final class JsonLines {
  private final StringBuilder out = new StringBuilder(1 << 14);
  private int level;
  private boolean first = true;

  /** Begins an object: the whole, or an item of a list. */
  JsonLines object() {
    item();
    return open('{');
  }

  JsonLines object(String key) {
    key(key);
    return open('{');
  }

  JsonLines list(String key) {
    key(key);
    return open('[');
  }

  JsonLines endObject() {
    return close('}');
  }

  JsonLines endList() {
    return close(']');
  }

  /** Nothing where there is no value. */
  JsonLines text(String key, @Nullable String value) {
    if (value != null) {
      key(key);
      quote(value);
    }
    return this;
  }

  /** A value that is known to have no letter that JSON escapes: one of letters, digits and dashes. */
  JsonLines word(String key, @Nullable String value) {
    if (value != null) {
      key(key);
      out.append('"').append(value).append('"');
    }
    return this;
  }

  JsonLines number(String key, long value) {
    key(key);
    out.append(value);
    return this;
  }

  JsonLines truth(String key, boolean value) {
    key(key);
    out.append(value);
    return this;
  }

  JsonLines texts(String key, Collection<String> values) {
    list(key);
    for (String value : values) {
      text(value);
    }
    return endList();
  }

  /** An item of a list. */
  JsonLines text(String value) {
    item();
    quote(value);
    return this;
  }

  /** All of it, with a line end; UTF-8. */
  byte[] bytes() {
    return out.append('\n').toString().getBytes(StandardCharsets.UTF_8);
  }

  private void item() {
    if (level > 0) {
      line();
    }
  }

  private void key(String key) {
    line();
    out.append('"').append(key).append("\": ");
  }

  private void line() {
    if (!first) {
      out.append(',');
    }
    first = false;
    newLine();
  }

  private void newLine() {
    out.append('\n');
    for (int i = 0; i < level; i++) {
      out.append("  ");
    }
  }

  private JsonLines open(char bracket) {
    out.append(bracket);
    level++;
    first = true;
    return this;
  }

  private JsonLines close(char bracket) {
    level--;
    if (!first) {
      newLine();
    }
    first = false;
    out.append(bracket);
    return this;
  }

  private void quote(String value) {
    if (JsonText.isPlain(value)) {
      out.append('"').append(value).append('"');
    } else {
      out.append(JsonText.quote(value));
    }
  }
}
