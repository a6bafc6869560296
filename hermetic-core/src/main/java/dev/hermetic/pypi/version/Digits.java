package dev.hermetic.pypi.version;

/**
 * Whole numbers as decimal digits without leading zeros. Versions may hold numbers of any length (a
 * date and a commit count), and comparing digits takes time linear in them.
 */
final class Digits {
  static final String ZERO = "0";

  private Digits() {}

  /** Without leading zeros. */
  static String normalise(String digits) {
    int start = 0;
    while (start < digits.length() - 1 && digits.charAt(start) == '0') {
      start++;
    }
    return digits.substring(start);
  }

  static int compare(String left, String right) {
    return left.length() == right.length()
        ? left.compareTo(right)
        : Integer.compare(left.length(), right.length());
  }

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  static boolean areDigits(String text) {
    return !text.isEmpty() && text.chars().allMatch(c -> isDigit((char) c));
  }

  /** One more; for digits of any length. */
  static String increment(String digits) {
    char[] all = digits.toCharArray();
    for (int i = all.length - 1; i >= 0; i--) {
      if (all[i] != '9') {
        all[i]++;
        return new String(all);
      }
      all[i] = '0';
    }
    return "1" + new String(all);
  }
}
