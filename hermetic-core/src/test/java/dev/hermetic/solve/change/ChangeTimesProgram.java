package dev.hermetic.solve.change;

import dev.hermetic.solve.MinimalChange;
import dev.hermetic.solve.UnsolvableException;
import dev.hermetic.solve.golden.Engines;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Measures updates of one package against fresh locks of the same request: one warm JVM, both in
 * turns, each case warmed before it counts, processor time of the thread, medians of a case.
 *
 * <p>Arguments: the folder of the channel, how many cases, how many rounds each.
 */
public final class ChangeTimesProgram {
  private static final double MILLISECOND = 1e6;

  private ChangeTimesProgram() {}

  /** Something that may have no answer. */
  private interface Solving {
    void run() throws UnsolvableException;
  }

  public static void main(String[] args) throws UnsolvableException {
    RealChanges changes = new RealChanges(Path.of(args[0]));
    int wanted = Integer.parseInt(args[1]);
    int rounds = Integer.parseInt(args[2]);
    List<Double> ratios = new ArrayList<>();
    double updates = 0;
    double locks = 0;
    for (long seed = 1; ratios.size() < wanted; seed++) {
      Optional<ChangeCase> found = changes.apply(seed);
      if (found.isEmpty()) {
        continue;
      }
      ChangeCase one = found.get();
      Solving update =
          () ->
              new MinimalChange(Engines.CHANNEL_MATCH::test)
                  .change(one.request(), one.asked(), one.locked());
      Solving lock = () -> Engines.create("fast").solve(one.request());
      List<Double> updateTimes = new ArrayList<>();
      List<Double> lockTimes = new ArrayList<>();
      for (int round = -rounds; round < rounds; round++) {
        boolean updateFirst = round % 2 == 0;
        double first = milliseconds(updateFirst ? update : lock);
        double second = milliseconds(updateFirst ? lock : update);
        if (round >= 0) {
          updateTimes.add(updateFirst ? first : second);
          lockTimes.add(updateFirst ? second : first);
        }
      }
      double updateTime = median(updateTimes);
      double lockTime = median(lockTimes);
      ratios.add(updateTime / lockTime);
      updates += updateTime;
      locks += lockTime;
      System.out.printf(
          "seed %d: %s of %d in %.1f ms, fresh lock in %.1f ms, ratio %.2f%n",
          seed,
          one.asked().get(0).spec().name(),
          one.locked().size(),
          updateTime,
          lockTime,
          updateTime / lockTime);
    }
    System.out.printf(
        "%d cases: ratio median %.2f, largest %.2f; together %.0f and %.0f ms, %.2f%n",
        ratios.size(),
        median(ratios),
        ratios.stream().mapToDouble(ratio -> ratio).max().orElseThrow(),
        updates,
        locks,
        updates / locks);
  }

  private static double milliseconds(Solving solving) throws UnsolvableException {
    long begin = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    solving.run();
    return (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - begin) / MILLISECOND;
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }
}
