package dev.hermetic.benchmarks;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Measured values of one thing, ascending. */
record Series(List<Double> values) {
  Series {
    if (values.isEmpty()) {
      throw new IllegalArgumentException("nothing was measured");
    }
    values = values.stream().sorted().toList();
  }

  static <T> Series of(List<T> runs, ToDoubleFunction<T> value) {
    return new Series(runs.stream().map(value::applyAsDouble).toList());
  }

  double min() {
    return values.get(0);
  }

  double max() {
    return values.get(values.size() - 1);
  }

  /** The mean of the middle two where there is no middle one. */
  double median() {
    int middle = values.size() / 2;
    return values.size() % 2 == 1
        ? values.get(middle)
        : (values.get(middle - 1) + values.get(middle)) / 2;
  }

  /** The smallest value that the given share of all values does not exceed. */
  double percentile(double share) {
    return values.get((int) Math.max(0, Math.ceil(share * values.size()) - 1));
  }

  /** Smallest, median and largest with two decimals. */
  String spread() {
    return String.format(Locale.ROOT, "%.2f / **%.2f** / %.2f", min(), median(), max());
  }

  /** Median, 90th percentile and largest with one decimal. */
  String tail() {
    return String.format(
        Locale.ROOT, "**%.1f** / %.1f / %.1f", percentile(0.5), percentile(0.9), max());
  }
}
