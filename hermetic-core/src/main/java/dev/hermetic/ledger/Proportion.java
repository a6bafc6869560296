package dev.hermetic.ledger;

/**
 * How many of some trials ended in one way: a rate that is never told without its numbers.
 *
 * @param hits at least 0, at most {@code total}
 * @param total at least 1: without trials there is no rate
 */
public record Proportion(long hits, long total) {
  /** The 0.975 quantile of the normal distribution. */
  private static final double Z = 1.959963984540054;

  public Proportion {
    if (total < 1 || hits < 0 || hits > total) {
      throw new IllegalArgumentException("no proportion: " + hits + " of " + total);
    }
  }

  /** Between 0 and 1. */
  public double rate() {
    return (double) hits / total;
  }

  /**
   * A range of rates.
   *
   * @param low between 0 and 1
   * @param high between {@code low} and 1
   */
  public record Interval(double low, double high) {}

  /**
   * The Wilson score interval at 95 % (E. B. Wilson, J. Am. Stat. Assoc. 22, 1927), which holds for
   * few trials and for rates of 0 and 1 too.
   */
  public Interval wilson() {
    double n = total;
    double center = (rate() + Z * Z / (2 * n)) / (1 + Z * Z / n);
    double half = Z / (1 + Z * Z / n) * Math.sqrt(rate() * (1 - rate()) / n + Z * Z / (4 * n * n));
    return new Interval(
        hits == 0 ? 0 : Math.max(0, center - half), hits == total ? 1 : Math.min(1, center + half));
  }
}
