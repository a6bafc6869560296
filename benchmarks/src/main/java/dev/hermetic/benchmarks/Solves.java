package dev.hermetic.benchmarks;

import dev.hermetic.platform.Platform;
import dev.hermetic.repodata.Repodata;
import dev.hermetic.solve.CdclSolver;
import dev.hermetic.solve.Solution;
import dev.hermetic.solve.SolveRequest;
import dev.hermetic.solve.Solver;
import dev.hermetic.solve.UnsolvableException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Golden requests through the fast engine, each on repodata of which nothing is decoded yet. */
final class Solves {
  private final Channels channels;
  private final Solver solver =
      new CdclSolver(
          (asked, baseUrl) -> baseUrl.equals(asked) || baseUrl.endsWith("/" + asked));

  Solves(Channels channels) {
    this.channels = channels;
  }

  /**
   * One request's cost; milliseconds are processor time of the thread.
   *
   * @param openMillis to open the indexes
   * @param solveMillis to decode and choose
   * @param packages in the answer, -1 when there is none
   * @param decisions -1 when there is no answer
   * @param conflicts -1 when there is no answer
   */
  record Cost(
      double openMillis,
      double solveMillis,
      int packages,
      int records,
      long decisions,
      long conflicts) {
    boolean isSolved() {
      return packages >= 0;
    }

    String line() {
      return String.format(
          Locale.ROOT,
          "%.3f %.3f %d %d %d %d",
          openMillis,
          solveMillis,
          packages,
          records,
          decisions,
          conflicts);
    }

    static Cost of(String line) {
      String[] parts = line.strip().split(" ");
      return new Cost(
          Double.parseDouble(parts[0]),
          Double.parseDouble(parts[1]),
          Integer.parseInt(parts[2]),
          Integer.parseInt(parts[3]),
          Long.parseLong(parts[4]),
          Long.parseLong(parts[5]));
    }
  }

  Cost solve(Golden golden) {
    double start = cpuMillis();
    List<String> subdirs = List.of(golden.platform().subdir(), Platform.NOARCH);
    List<List<Repodata>> opened = new ArrayList<>();
    golden.channels().forEach(channel -> opened.add(channels.open(channel, subdirs)));
    SolveRequest request =
        new SolveRequest(
            golden.platform(),
            golden.specs(),
            golden.virtualPackages(),
            opened,
            golden.priority(),
            null);
    double open = cpuMillis() - start;
    double begin = cpuMillis();
    try {
      Solution solution = solver.solve(request);
      return new Cost(
          open,
          cpuMillis() - begin,
          solution.records().size(),
          solution.statistics().records(),
          solution.statistics().decisions(),
          solution.statistics().conflicts());
    } catch (UnsolvableException e) {
      return new Cost(open, cpuMillis() - begin, -1, 0, -1, -1);
    }
  }

  /** Processor time of this thread, which does all of the work. */
  private static double cpuMillis() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1e6;
  }

  /**
   * Solves one request, the first thing that this JVM does, and prints the cost.
   *
   * @param arguments the shared folder, the cache, the request's id, the channels' folder
   */
  public static void main(String[] arguments) throws Exception {
    Setting setting = new Setting(Path.of(""), Path.of(arguments[0]), "");
    Golden golden =
        Golden.read(setting).stream()
            .filter(one -> one.id().equals(arguments[2]))
            .findFirst()
            .orElseThrow();
    Channels channels = new Channels(Path.of(arguments[3]), Path.of(arguments[1]));
    System.out.println(new Solves(channels).solve(golden).line());
  }
}
