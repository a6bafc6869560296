package dev.hermetic.advisory;

import java.math.BigInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** SemVer 2.0.0, section 11. */
final class SemVerOrder implements VersionOrder {
  private static final int LONGEST = 200;
  private static final Pattern FORM =
      Pattern.compile(
          "v?(\\d+)(?:\\.(\\d+))?(?:\\.(\\d+))?"
              + "(?:-([0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*))?(?:\\+[0-9A-Za-z.-]+)?");

  @Override
  public int compare(String one, String other) throws NotAVersion {
    Matcher left = read(one);
    Matcher right = read(other);
    for (int group = 1; group <= 3; group++) {
      int order = number(left.group(group)).compareTo(number(right.group(group)));
      if (order != 0) {
        return order;
      }
    }
    String before = left.group(4);
    String after = right.group(4);
    if (before == null || after == null) {
      // A version without a pre-release comes after one with.
      return Boolean.compare(before == null, after == null);
    }
    return prerelease(before.split("\\."), after.split("\\."));
  }

  private static int prerelease(String[] left, String[] right) {
    for (int i = 0; i < Math.min(left.length, right.length); i++) {
      boolean one = left[i].matches("\\d+");
      boolean other = right[i].matches("\\d+");
      int order =
          one && other
              ? new BigInteger(left[i]).compareTo(new BigInteger(right[i]))
              : one != other ? Boolean.compare(other, one) : left[i].compareTo(right[i]);
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(left.length, right.length);
  }

  private static BigInteger number(String digits) {
    return digits == null ? BigInteger.ZERO : new BigInteger(digits);
  }

  private static Matcher read(String text) throws NotAVersion {
    Matcher form = FORM.matcher(text);
    if (text.length() > LONGEST || !form.matches()) {
      throw new NotAVersion(text);
    }
    return form;
  }
}
