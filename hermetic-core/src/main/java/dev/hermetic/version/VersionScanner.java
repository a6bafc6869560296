package dev.hermetic.version;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads one version in one pass (CEP-33, "Version literals" and the first half of "Ordering"). */
final class VersionScanner {
  private static final long POST_TEXT = packed("post");
  private static final long DEV_TEXT = packed("dev");

  /** Of a number that fits. */
  static final int MOST_DIGITS = 18;

  private final String text;

  /** The characters of the text: to ask it for each takes long before Java has compiled this. */
  private final char[] chars;

  private long[] components = new long[8];
  private @Nullable String @Nullable [] tails;
  private int size;
  private int[] ends = new int[6];
  private int segments;
  private boolean dashed;
  private boolean underscored;

  VersionScanner(String text) {
    this.text = text;
    this.chars = text.toCharArray();
  }

  private static long packed(String text) {
    return Components.pack(text.toCharArray(), 0, text.length());
  }

  Version scan() {
    if (text.length() > Version.MAX_LENGTH) {
      throw new InvalidVersionException(
          "a version has at most " + Version.MAX_LENGTH + " characters", Version.MAX_LENGTH);
    }
    int from = 0;
    int to = text.length();
    while (from < to && isSpace(chars[from])) {
      from++;
    }
    while (to > from && isSpace(chars[to - 1])) {
      to--;
    }
    if (from == to) {
      throw new InvalidVersionException("a version must not be empty", from);
    }
    int bang = text.indexOf('!', from);
    if (bang >= to) {
      bang = -1;
    }
    int plus = text.indexOf('+', from);
    if (plus >= to) {
      plus = -1;
    }
    int main = epoch(from, bang);
    if (plus >= 0 && plus < main) {
      throw new InvalidVersionException("a local version must follow a version", plus);
    }
    int mainEnd = plus < 0 ? to : plus;
    if (main == mainEnd) {
      throw new InvalidVersionException("a version is missing", main);
    }
    part(main, mainEnd, true);
    int mainSegments = segments;
    if (plus >= 0) {
      part(plus + 1, to, false);
    }
    if (dashed && underscored) {
      throw new InvalidVersionException(
          "a version must not have both '-' and '_'", text.indexOf('-', from));
    }
    return version(mainSegments);
  }

  private Version version(int mainSegments) {
    return new Version(
        text,
        Arrays.copyOf(components, size),
        tails == null ? null : Arrays.copyOf(tails, size),
        Arrays.copyOf(ends, segments),
        mainSegments);
  }

  /** Reads the epoch or puts 0 in its place; gives where the version begins. */
  private int epoch(int from, int bang) {
    if (bang < 0) {
      add(0, null);
      endSegment();
      return from;
    }
    int end = from;
    while (end < bang && isDigit(chars[end])) {
      end++;
    }
    if (end < bang || bang == from) {
      throw new InvalidVersionException("an epoch, before '!', must be a number", from);
    }
    number(from, bang);
    endSegment();
    return bang + 1;
  }

  /** Reads the segments of the version or of the local version. */
  private void part(int from, int to, boolean main) {
    int i = from;
    while (true) {
      int start = i;
      i = segment(i, to, main);
      if (i == start) {
        throw new InvalidVersionException("a part of the version is empty", i);
      }
      endSegment();
      if (i == to) {
        return;
      }
      note(chars[i]);
      i++;
    }
  }

  private int segment(int from, int to, boolean main) {
    int i = from;
    while (i < to) {
      char c = lower(chars[i]);
      int start = i;
      if (isDigit(c)) {
        while (i < to && isDigit(chars[i])) {
          i++;
        }
        number(start, i);
      } else if (c == '*') {
        while (i < to && chars[i] == '*') {
          i++;
        }
        string(from, start, i);
      } else if (isLetter(c) || isTrailing(i, to, main)) {
        while (i < to && (isLetter(lower(chars[i])) || isTrailing(i, to, main))) {
          i++;
        }
        string(from, start, i);
      } else if (isSeparator(c)) {
        return i;
      } else {
        throw invalid(i);
      }
    }
    return i;
  }

  /** A separator at the very end of the version belongs to its last segment (openssl 1.0.1_). */
  private boolean isTrailing(int i, int to, boolean main) {
    char c = chars[i];
    if (!main || i != to - 1 || c != '_' && c != '-') {
      return false;
    }
    note(c);
    return true;
  }

  private void note(char separator) {
    dashed |= separator == '-';
    underscored |= separator == '_';
  }

  private InvalidVersionException invalid(int i) {
    char c = chars[i];
    if (c == '!' || c == '+') {
      return new InvalidVersionException("a version has at most one '" + c + "'", i);
    }
    String shown =
        c > ' ' && c < 127 ? "'" + c + "'" : "U+" + Integer.toHexString(c | 0x10000).substring(1);
    return new InvalidVersionException(shown + " must not be in a version", i);
  }

  private void number(int from, int to) {
    int start = from;
    while (start < to - 1 && chars[start] == '0') {
      start++;
    }
    if (to - start > MOST_DIGITS) {
      add(Components.HUGE, text.substring(start, to));
      return;
    }
    long value = 0;
    for (int i = start; i < to; i++) {
      value = value * 10 + chars[i] - '0';
    }
    add(value, null);
  }

  private void string(int segmentStart, int from, int to) {
    if (from == segmentStart) {
      // A segment begins with a number, so that numbers and strings keep in step.
      add(0, null);
    }
    long packed = Components.pack(chars, from, to);
    if (to - from > Components.PACKED) {
      add(packed, tail(from + Components.PACKED, to));
    } else {
      // "dev" has a code of its own; "post" does not lie among the strings.
      add(packed == POST_TEXT ? Components.POST : packed == DEV_TEXT ? Components.DEV : packed, null);
    }
  }

  private String tail(int from, int to) {
    StringBuilder lower = new StringBuilder(to - from);
    for (int i = from; i < to; i++) {
      char c = lower(chars[i]);
      lower.append(c == '-' ? '_' : c);
    }
    return lower.toString();
  }

  private void add(long component, @Nullable String tail) {
    if (size == components.length) {
      components = Arrays.copyOf(components, 2 * size);
      if (tails != null) {
        tails = Arrays.copyOf(tails, 2 * size);
      }
    }
    if (tail != null) {
      if (tails == null) {
        tails = new String[components.length];
      }
      tails[size] = tail;
    }
    components[size++] = component;
  }

  private void endSegment() {
    if (segments == ends.length) {
      ends = Arrays.copyOf(ends, 2 * segments);
    }
    ends[segments++] = size;
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c >= '\t' && c <= '\r';
  }

  private static boolean isSeparator(char c) {
    return c == '.' || c == '_' || c == '-';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isLetter(char c) {
    return c >= 'a' && c <= 'z';
  }

  private static char lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char) (c + 32) : c;
  }
}
