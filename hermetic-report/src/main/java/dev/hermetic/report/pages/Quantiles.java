package dev.hermetic.report.pages;

import java.util.List;

/** Quantiles of measured numbers: each is one of them (nearest rank). */
final class Quantiles {
  private Quantiles() {}

  /**
   * A quantile.
   *
   * @param numbers at least one
   * @param share between 0 and 1: 0.5 for the median
   */
  static long of(List<Long> numbers, double share) {
    List<Long> sorted = numbers.stream().sorted().toList();
    int rank = (int) Math.ceil(share * sorted.size());
    return sorted.get(Math.max(0, Math.min(sorted.size(), rank) - 1));
  }
}
