package dev.hermetic.text;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers of bytes as people read and write them. */
public final class ByteText {
  private static final Pattern FORM =
      Pattern.compile("(\\d{1,15}(?:\\.\\d{1,6})?)\\s*([A-Za-z]{0,3})");

  private static final Map<String, Long> UNITS =
      Map.of(
          "", 1L,
          "b", 1L,
          "kb", 1_000L,
          "mb", 1_000_000L,
          "gb", 1_000_000_000L,
          "tb", 1_000_000_000_000L,
          "kib", 1L << 10,
          "mib", 1L << 20,
          "gib", 1L << 30,
          "tib", 1L << 40);

  private ByteText() {}

  /** The number with one digit after the point; units are powers of 1000. */
  public static String of(long bytes) {
    String[] units = {"B", "kB", "MB", "GB", "TB"};
    if (bytes < 1000) {
      return bytes + " B";
    }
    BigDecimal value = BigDecimal.valueOf(bytes);
    int unit = 0;
    do {
      value = value.movePointLeft(3);
      unit++;
    } while (unit < units.length - 1
        && value.setScale(1, RoundingMode.HALF_UP).compareTo(BigDecimal.valueOf(1000)) >= 0);
    return value.setScale(1, RoundingMode.HALF_UP).toPlainString() + " " + units[unit];
  }

  /** {@code 5GB} (powers of 1000), {@code 5 GiB} (powers of 1024) or bytes; empty for else. */
  public static OptionalLong parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      return OptionalLong.empty();
    }
    Long unit = UNITS.get(form.group(2).toLowerCase(Locale.ROOT));
    if (unit == null) {
      return OptionalLong.empty();
    }
    BigDecimal bytes = new BigDecimal(form.group(1)).multiply(BigDecimal.valueOf(unit));
    return bytes.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0
        ? OptionalLong.empty()
        : OptionalLong.of(bytes.longValue());
  }
}
