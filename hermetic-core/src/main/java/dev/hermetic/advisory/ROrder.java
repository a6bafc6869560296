package dev.hermetic.advisory;

import java.math.BigInteger;

/** R's order of package versions ({@code ?package_version}). */
final class ROrder implements VersionOrder {
  private static final int LONGEST = 200;

  @Override
  public int compare(String one, String other) throws NotAVersion {
    String[] left = numbers(one);
    String[] right = numbers(other);
    int common = Math.min(left.length, right.length);
    for (int i = 0; i < common; i++) {
      int order = new BigInteger(left[i]).compareTo(new BigInteger(right[i]));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(left.length, right.length);
  }

  // conda writes a hyphen of R as an underscore.
  private static String[] numbers(String text) throws NotAVersion {
    if (text.length() > LONGEST || !text.matches("\\d+([._-]\\d+)*")) {
      throw new NotAVersion(text);
    }
    return text.split("[._-]");
  }
}
