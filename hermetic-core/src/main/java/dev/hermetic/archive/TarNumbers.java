package dev.hermetic.archive;

/** The forms in which a tar writes numbers. */
final class TarNumbers {
  private static final int MOST_DIGITS = 18;

  private TarNumbers() {}

  /**
   * A field of a header: octal digits, after spaces and before spaces or NULs (POSIX), or, with the
   * highest bit set, a number in base 256 (GNU).
   */
  static long field(byte[] bytes, int from, int length) throws TarFault {
    if (bytes[from] < 0) {
      return binary(bytes, from, length);
    }
    int end = from + length;
    int at = from;
    while (at < end && bytes[at] == ' ') {
      at++;
    }
    long value = 0;
    while (at < end && (bytes[at] & ~7) == '0') {
      value = value << 3 | bytes[at] & 7;
      at++;
    }
    for (; at < end; at++) {
      if (bytes[at] != 0 && bytes[at] != ' ') {
        throw nonsense();
      }
    }
    return value;
  }

  private static long binary(byte[] bytes, int from, int length) throws TarFault {
    // The bit after the highest is that of the sign.
    long value = bytes[from] << 25 >> 25;
    for (int at = from + 1; at < from + length; at++) {
      if (value << 8 >> 8 != value) {
        throw nonsense();
      }
      value = value << 8 | bytes[at] & 0xff;
    }
    return value;
  }

  /** A whole number of decimal digits, not below zero. */
  static long decimal(String text) throws TarFault {
    boolean good = !text.isEmpty() && text.length() <= MOST_DIGITS;
    long value = 0;
    for (int i = 0; good && i < text.length(); i++) {
      int digit = text.charAt(i) - '0';
      good = digit >= 0 && digit <= 9;
      value = 10 * value + digit;
    }
    if (!good) {
      throw nonsense();
    }
    return value;
  }

  /** Seconds since the epoch with a sign and a fraction (POSIX pax), the second that they are in. */
  static long seconds(String text) throws TarFault {
    boolean before = text.startsWith("-");
    int point = text.indexOf('.');
    long whole = decimal(text.substring(before ? 1 : 0, point < 0 ? text.length() : point));
    String fraction = point < 0 ? "" : text.substring(point + 1);
    boolean more = false;
    for (int i = 0; i < fraction.length(); i++) {
      char digit = fraction.charAt(i);
      if (digit < '0' || digit > '9') {
        throw nonsense();
      }
      more |= digit != '0';
    }
    return before ? -whole - (more ? 1 : 0) : whole;
  }

  private static TarFault nonsense() {
    return new TarFault("a member's header has something else where a number has to be");
  }
}
