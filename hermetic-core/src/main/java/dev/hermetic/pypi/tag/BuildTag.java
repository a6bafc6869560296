package dev.hermetic.pypi.tag;

import java.math.BigInteger;
import java.util.Comparator;

/**
 * Tells builds of one version apart (PEP 427): of two wheels that fit alike the greater one counts.
 * Ordered by number, then by text.
 *
 * @param number what the tag begins with
 * @param rest what follows the number, often nothing
 */
public record BuildTag(BigInteger number, String rest) implements Comparable<BuildTag> {
  /** Of wheels without one; the least. */
  public static final BuildTag NONE = new BuildTag(BigInteger.ONE.negate(), "");

  private static final Comparator<BuildTag> ORDER =
      Comparator.comparing(BuildTag::number).thenComparing(BuildTag::rest);

  /** More digits than any build counts; longer numbers take more than linear time to read. */
  private static final int MAX_DIGITS = 100;

  static BuildTag parse(String text) {
    int end = 0;
    while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
      end++;
    }
    if (end == 0 || end > MAX_DIGITS) {
      throw new InvalidWheelNameException("its build tag does not begin with a number");
    }
    return new BuildTag(new BigInteger(text.substring(0, end)), text.substring(end));
  }

  @Override
  public int compareTo(BuildTag other) {
    return ORDER.compare(this, other);
  }

  /** As in the file name; empty for {@link #NONE}. */
  @Override
  public String toString() {
    return equals(NONE) ? "" : number + rest;
  }
}
