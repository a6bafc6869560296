package dev.hermetic.solve.golden;

import dev.hermetic.solve.CdclSolver;
import dev.hermetic.solve.Sat4jSolver;
import dev.hermetic.solve.Solver;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.function.Supplier;

/** The solvers that tests and comparisons run, by name: the one place to add another. */
public final class Engines {
  /** The last part of a channel's URL, or the whole URL, names it. */
  public static final BiPredicate<String, String> CHANNEL_MATCH =
      (asked, baseUrl) -> baseUrl.equals(asked) || baseUrl.endsWith("/" + asked);

  private static final Map<String, Supplier<Solver>> SUPPLIERS =
      new TreeMap<>(
          Map.of(
              "fast", () -> new CdclSolver(CHANNEL_MATCH::test),
              "sat", () -> new Sat4jSolver(CHANNEL_MATCH)));

  private Engines() {}

  /** Every engine, by name. */
  public static Map<String, Supplier<Solver>> all() {
    return new TreeMap<>(SUPPLIERS);
  }

  /** A new engine of that name. */
  public static Solver create(String name) {
    Supplier<Solver> supplier = SUPPLIERS.get(name);
    if (supplier == null) {
      throw new IllegalArgumentException(name + " is none of " + SUPPLIERS.keySet());
    }
    return supplier.get();
  }
}
