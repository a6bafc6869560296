package dev.hermetic.report.block;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Numbers as text, the same in each locale. By hand, because a report has many thousands of them and
 * {@link String#format} reads its pattern each time.
 */
public final class Decimal {
  /** Far from these, 53 bits of a product cannot tell another sixth digit than the number itself. */
  private static final double MOST_BY_PRODUCT = 1000;

  private static final double UNSURE = 0.001;

  private Decimal() {}

  /** With commas between thousands. */
  public static String grouped(long number) {
    String digits = Long.toString(number);
    int first = number < 0 ? 1 : 0;
    if (digits.length() - first <= 3) {
      return digits;
    }
    StringBuilder text = new StringBuilder(digits);
    for (int i = digits.length() - 3; i > first; i -= 3) {
      text.insert(i, ',');
    }
    return text.toString();
  }

  /**
   * With one decimal, rounded half up; none where that is zero.
   *
   * @param value less than 2<sup>53</sup> / 10 in size
   */
  public static String brief(double value) {
    long tenths = Math.round(Math.abs(value) * 10);
    String whole = (value < 0 ? "-" : "") + tenths / 10;
    return tenths % 10 == 0 ? whole : whole + "." + tenths % 10;
  }

  /** With six decimals at most, rounded half even, and no more digits than that takes. */
  public static String sixDigits(double value) {
    double size = Math.abs(value) * 1e6;
    double rest = size - Math.floor(size);
    if (!(Math.abs(value) < MOST_BY_PRODUCT) || Math.abs(rest - 0.5) < UNSURE) {
      return new BigDecimal(value)
          .setScale(6, RoundingMode.HALF_EVEN)
          .stripTrailingZeros()
          .toPlainString();
    }
    long millionths = (long) Math.rint(size);
    String sign = value < 0 && millionths > 0 ? "-" : "";
    long decimals = millionths % 1_000_000;
    if (decimals == 0) {
      return sign + millionths / 1_000_000;
    }
    int places = 6;
    while (decimals % 10 == 0) {
      decimals /= 10;
      places--;
    }
    String digits = Long.toString(decimals);
    return sign + millionths / 1_000_000 + "." + "0".repeat(places - digits.length()) + digits;
  }

  /** Milliseconds in seconds with one or two decimals, rounded half up. */
  public static String seconds(long milliseconds, int decimals) {
    int unit = decimals == 1 ? 100 : 10;
    int scale = 1000 / unit;
    long rounded = (Math.abs(milliseconds) + unit / 2) / unit;
    String rest = Long.toString(rounded % scale);
    return (milliseconds < 0 ? "-" : "")
        + rounded / scale
        + "."
        + "0".repeat(decimals - rest.length())
        + rest;
  }
}
