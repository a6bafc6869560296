package dev.hermetic.benchmarks;

import dev.hermetic.check.CheckResult;
import dev.hermetic.event.Listener;
import dev.hermetic.fetch.FetchSettings;
import dev.hermetic.lock.LockRequest;
import dev.hermetic.lock.LockService;
import dev.hermetic.platform.Platform;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a check of a large lock costs, inside of one JVM and as part of every build. */
final class Checks {
  /** With what they need about 300 packages on each platform. */
  static final List<String> SPECS =
      List.of(
          "python=3.11", "pytorch", "transformers", "spacy", "numpy>=1.24", "pandas",
          "scikit-learn", "jupyterlab", "matplotlib", "dask", "seaborn");

  private static final int WARM_UP = 30;
  private static final int MEASURED = 30;

  private final Report report;
  private final LockFolder folder;
  private final Path cache;

  Checks(Setting setting, Report report) throws IOException {
    this.report = report;
    this.folder =
        new LockFolder(setting, "check", SPECS, setting.channels().resolve("conda-forge"));
    this.cache = setting.fresh("cache-check");
  }

  /** One turn of each: without the goal, with it, and with it again. */
  private record Round(Timing skip, Timing check, Timing again) {}

  void run(int rounds) throws IOException {
    folder.lock(Platform.DEFAULTS);
    report.heading(2, "Check");
    inside();
    whole(rounds);
  }

  private void inside() {
    Path lock = folder.path().resolve("conda-lock.yml");
    CheckResult result = check(lock, null);
    report.paragraph(
        "A lock of "
            + result.packages()
            + " packages on "
            + result.platforms()
            + " platforms with its explicit files, by `"
            + String.join(" ", SPECS)
            + "`. In a warm JVM, all files read anew; **median** / 90th percentile / largest.");
    report.columns("", "CPU, ms", "wall, ms");
    warm("check", lock, null);
    warm("the same files again, remembered", lock, folder.path().resolve("target"));
  }

  private void warm(String name, Path lock, @Nullable Path work) {
    ThreadMXBean thread = ManagementFactory.getThreadMXBean();
    List<Double> cpu = new ArrayList<>();
    List<Double> wall = new ArrayList<>();
    for (int i = 0; i < WARM_UP + MEASURED; i++) {
      long cpuStart = thread.getCurrentThreadCpuTime();
      long start = System.nanoTime();
      CheckResult result = check(lock, work);
      double took = (System.nanoTime() - start) / 1e6;
      double used = (thread.getCurrentThreadCpuTime() - cpuStart) / 1e6;
      if (!result.passed() || result.remembered() != (work != null && i > 0)) {
        throw new IllegalStateException("not the check that was to be measured: " + result);
      }
      if (i >= WARM_UP) {
        cpu.add(used);
        wall.add(took);
      }
    }
    report.row(name, new Series(cpu).tail(), new Series(wall).tail());
  }

  private CheckResult check(Path lock, @Nullable Path work) {
    FetchSettings settings =
        new FetchSettings(
            cache, true, false, List.of(), List.of(), Map.of(), Duration.ofSeconds(1),
            Duration.ofSeconds(1), 1);
    LockRequest request =
        LockRequest.in(folder.path())
            .lockfile(lock)
            .platforms(Platform.DEFAULTS)
            .pip(LockRequest.PipMode.FAIL)
            .mode(LockRequest.Mode.FROZEN)
            .workDirectory(work)
            .build();
    return new LockService(settings, Clock.systemUTC(), Listener.SILENT).check(request);
  }

  private void whole(int rounds) throws IOException {
    folder.writePom("check");
    Path memory = folder.path().resolve("target/hermetic/check.txt");
    List<Round> measured = new ArrayList<>();
    for (int i = 0; i <= rounds; i++) {
      Timing skip = folder.validate("-Dhermetic.check.skip=true");
      Files.deleteIfExists(memory);
      Timing check = folder.validate("-Dhermetic.check.skip=false");
      if (!Files.exists(memory)) {
        throw new IOException("nothing was checked: there is no " + memory);
      }
      Timing again = folder.validate("-Dhermetic.check.skip=false");
      if (i > 0) { // the first one fills the system's caches
        measured.add(new Round(skip, check, again));
      }
      System.err.println("check: round " + i + " of " + rounds);
    }
    report.paragraph(
        "Whole processes, `mvn -o validate` with the goal in the POM, "
            + rounds
            + " rounds in turns; smallest / **median** / largest, seconds; ratios within a round.");
    report.columns("", "CPU", "wall");
    line("`hermetic.check.skip=true`", measured, Round::skip);
    line("first check of these files", measured, Round::check);
    line("files unchanged since", measured, Round::again);
    ratio("**first check / skipped**", measured, Round::check);
    ratio("**files unchanged / skipped**", measured, Round::again);
  }

  private void line(String name, List<Round> rounds, Function<Round, Timing> pick) {
    report.row(
        name,
        Series.of(rounds, round -> pick.apply(round).cpu()).spread(),
        Series.of(rounds, round -> pick.apply(round).wall()).spread());
  }

  private void ratio(String name, List<Round> rounds, Function<Round, Timing> pick) {
    report.row(
        name,
        Series.of(rounds, round -> pick.apply(round).cpu() / round.skip.cpu()).spread(),
        Series.of(rounds, round -> pick.apply(round).wall() / round.skip.wall()).spread());
  }
}
