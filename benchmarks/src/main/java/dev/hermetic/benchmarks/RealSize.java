package dev.hermetic.benchmarks;

import dev.hermetic.platform.Platform;
import dev.hermetic.platform.VirtualPackage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Whole locks on a channel of the real size, against the same on the union, in turns. */
final class RealSize {
  private static final int RECORDS = 900_000;
  private static final String HEAP = "1g";

  private final Report report;
  private final List<Pair> pairs = new ArrayList<>();

  RealSize(Setting setting, Report report) throws IOException {
    this.report = report;
    Path union = setting.channels().resolve("conda-forge");
    Path grown = BigChannel.kept(setting, RECORDS).resolve("conda-forge");
    List<String> specs = WholeProcess.CASE_STUDY;
    pairs.add(pair(setting, "case study", specs, List.of(), union, grown));
    for (Golden hard : Golden.hard(setting)) {
      pairs.add(
          pair(setting, hard.id(), hard.texts(), hard.virtualPackages(), union, grown));
    }
  }

  private static Pair pair(
      Setting setting,
      String name,
      List<String> specs,
      List<VirtualPackage> virtualPackages,
      Path union,
      Path grown)
      throws IOException {
    String folder = name.replace(' ', '-');
    Pair pair =
        new Pair(
            name,
            new LockFolder(setting, folder + "-union", specs, virtualPackages, union),
            new LockFolder(setting, folder + "-grown", specs, virtualPackages, grown),
            new ArrayList<>());
    pair.union.heap(HEAP);
    pair.grown.heap(HEAP);
    return pair;
  }

  /** One environment locked from both. */
  private record Pair(String name, LockFolder union, LockFolder grown, List<Round> rounds) {
    void round() throws IOException {
      rounds.add(new Round(own(union), own(grown)));
    }

    private static Timing own(LockFolder folder) throws IOException {
      Timing skip = folder.skip();
      return folder.lock(List.of(Platform.LINUX_64)).minus(skip);
    }

    Series of(ToDoubleFunction<Round> value) {
      return Series.of(rounds, value);
    }
  }

  /** A lock less the same run skipped, of both. */
  private record Round(Timing union, Timing grown) {}

  void run(int rounds) throws IOException {
    for (Pair pair : pairs) {
      pair.round(); // builds the indexes
      pair.rounds.clear();
    }
    for (int i = 1; i <= rounds; i++) {
      for (Pair pair : pairs) {
        pair.round();
      }
      System.err.println("real size: round " + i + " of " + rounds);
    }
    report.heading(2, "Whole locks at the real channel's size");
    report.paragraph(
        "`mvn -o -q hermetic:lock` for linux-64 less the same skipped, Maven with `-Xmx"
            + HEAP
            + "`; indexes are there; "
            + rounds
            + " rounds in turns; seconds, smallest / **median** / largest; ratios within a round.");
    report.columns("", "CPU", "wall");
    for (Pair pair : pairs) {
      row(pair.name + ", union", pair, one -> one.union.cpu(), one -> one.union.wall());
      row(pair.name + ", 900,000", pair, one -> one.grown.cpu(), one -> one.grown.wall());
      row(
          "**" + pair.name + ", 900,000 / union**",
          pair,
          one -> one.grown.cpu() / one.union.cpu(),
          one -> one.grown.wall() / one.union.wall());
    }
  }

  private void row(
      String name, Pair pair, ToDoubleFunction<Round> cpu, ToDoubleFunction<Round> wall) {
    report.row(name, pair.of(cpu).spread(), pair.of(wall).spread());
  }
}
