package dev.hermetic.distro;

/** Decimal numbers of any length, as the versions of distributions have them. */
final class Numbers {
  private Numbers() {}

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /** Where the digits that begin at a place end; not beyond the text. */
  static int end(String text, int from) {
    int end = Math.min(from, text.length());
    while (end < text.length() && isDigit(text.charAt(end))) {
      end++;
    }
    return end;
  }

  /** By value; no digits at all are zero. */
  static int compare(String one, String two) {
    String a = plain(one);
    String b = plain(two);
    return a.length() == b.length() ? a.compareTo(b) : Integer.compare(a.length(), b.length());
  }

  /** Without leading zeros. */
  static String plain(String digits) {
    int start = 0;
    while (start < digits.length() && digits.charAt(start) == '0') {
      start++;
    }
    return digits.substring(start);
  }
}
