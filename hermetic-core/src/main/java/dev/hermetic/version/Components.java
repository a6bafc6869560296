package dev.hermetic.version;

/**
 * One component of a version as one number, so that numbers compare as CEP-33 says: {@code *} below
 * {@code dev} below {@code _} below letters below every integer below {@code post}.
 *
 * <ul>
 *   <li>an integer is itself; one of more than 18 digits is {@link #HUGE} with the digits as tail;
 *   <li>{@code post} is {@link #POST};
 *   <li>a string is negative: its first 12 characters of 5 bits each, the first one highest; the
 *       rest is its tail.
 * </ul>
 */
final class Components {
  static final long POST = Long.MAX_VALUE;
  static final long HUGE = Long.MAX_VALUE - 1;

  private static final int BITS = 5;
  static final int PACKED = 12;
  private static final int STAR = 1;
  private static final int DEV_CODE = 2;
  private static final int UNDERSCORE = 3;
  private static final int LETTER = 4;

  /** What a lower-case letter has that its upper-case one has not. */
  private static final int CASE = 0x20;

  static final long DEV = Long.MIN_VALUE + ((long) DEV_CODE << BITS * (PACKED - 1));

  private Components() {}

  /** The number of the first characters of a string of letters, {@code _}, {@code -} and stars. */
  static long pack(char[] text, int from, int to) {
    long packed = 0;
    int end = Math.min(to, from + PACKED);
    for (int i = from; i < end; i++) {
      packed = packed << BITS | code(text[i]);
    }
    return Long.MIN_VALUE + (packed << BITS * (PACKED - (end - from)));
  }

  private static int code(char c) {
    if (c == '*') {
      return STAR;
    }
    return c == '_' || c == '-' ? UNDERSCORE : LETTER + (c | CASE) - 'a';
  }

  static boolean isString(long component) {
    return component < 0;
  }

  /** Compares what did not fit of two equal numbers. */
  static int compareTails(long component, String tail, String otherTail) {
    if (component == HUGE && tail.length() != otherTail.length()) {
      return Integer.compare(tail.length(), otherTail.length());
    }
    int end = Math.min(tail.length(), otherTail.length());
    for (int i = 0; i < end; i++) {
      char a = tail.charAt(i);
      char b = otherTail.charAt(i);
      if (a != b) {
        return component == HUGE ? Integer.compare(a, b) : Integer.compare(code(a), code(b));
      }
    }
    return Integer.compare(tail.length(), otherTail.length());
  }

  /** Equal, or for strings: begins with. */
  static boolean startsWith(long component, String tail, long prefix, String prefixTail) {
    if (!isString(prefix)) {
      return component == prefix && compareTails(component, tail, prefixTail) == 0;
    }
    if (!isString(component)) {
      return false;
    }
    long packed = prefix - Long.MIN_VALUE;
    int unused = packed == 0 ? PACKED : Long.numberOfTrailingZeros(packed) / BITS;
    long mask = -1L << BITS * unused;
    return (component - Long.MIN_VALUE & mask) == packed
        && (prefixTail.isEmpty() || tail.startsWith(prefixTail));
  }

  /** Decimal digits, {@code inf}, {@code DEV} or the string. */
  static String toText(long component, String tail) {
    if (component == HUGE) {
      return tail;
    }
    if (component == POST) {
      return "inf";
    }
    if (component == DEV) {
      return "DEV";
    }
    if (!isString(component)) {
      return Long.toString(component);
    }
    StringBuilder text = new StringBuilder();
    long packed = component - Long.MIN_VALUE;
    for (int shift = BITS * (PACKED - 1); shift >= 0; shift -= BITS) {
      int code = (int) (packed >>> shift & 31);
      if (code != 0) {
        text.append(code == STAR ? '*' : code == UNDERSCORE ? '_' : (char) ('a' + code - LETTER));
      }
    }
    return text.append(tail).toString();
  }
}
