package dev.hermetic.benchmarks;

import dev.hermetic.platform.Platform;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Whole processes, in turns: Maven without the goal, Hermetic, the peer. */
final class WholeProcess {
  private static final List<Platform> ONE = List.of(Platform.LINUX_64);

  private final CaseStudy caseStudy;
  private final Report report;
  private @Nullable Peer peer;
  private String peerMissing = "";

  WholeProcess(Setting setting, Report report) throws IOException {
    this.caseStudy = new CaseStudy(setting);
    this.report = report;
    try {
      this.peer = new Peer(setting);
    } catch (IOException e) {
      peerMissing = e.getMessage().lines().findFirst().orElse("");
      System.err.println("The peer is skipped: " + e.getMessage());
    }
  }

  /** One turn of every command; the peer's timings are null where it is missing. */
  private record Round(
      Timing skipBeforeAll,
      Timing all,
      @Nullable Timing peerAll,
      Timing skipBeforeOne,
      Timing one,
      @Nullable Timing peerOne) {
    Timing ownAll() {
      return all.minus(skipBeforeAll);
    }

    Timing ownOne() {
      return one.minus(skipBeforeOne);
    }
  }

  void run(int rounds) throws IOException {
    round(); // fills the caches
    List<Round> measured = new ArrayList<>();
    for (int i = 1; i <= rounds; i++) {
      measured.add(round());
      System.err.println("whole processes: round " + i + " of " + rounds);
    }
    report.heading(2, "Whole processes");
    report.paragraph(
        "`"
            + String.join(" ", CaseStudy.SPECS)
            + "` from conda-forge (121,000 records), warm cache, no lock from before; "
            + rounds
            + " rounds in turns; smallest / **median** / largest, seconds.");
    table(measured);
    agreement();
    targets();
  }

  private Round round() throws IOException {
    Peer other = peer;
    return new Round(
        caseStudy.skip(),
        caseStudy.lock(Platform.DEFAULTS),
        other == null ? null : other.solve(Platform.DEFAULTS),
        caseStudy.skip(),
        caseStudy.lock(ONE),
        other == null ? null : other.solve(ONE));
  }

  private void table(List<Round> rounds) {
    report.columns("", "CPU", "wall");
    line("`mvn -o hermetic:lock -Dhermetic.skip=true`", rounds, Round::skipBeforeAll);
    line("`mvn -o hermetic:lock`, 4 platforms", rounds, Round::all);
    line("`mvn -o hermetic:lock`, linux-64", rounds, Round::one);
    line("own time, 4 platforms: difference in each round", rounds, Round::ownAll);
    line("own time, linux-64: difference in each round", rounds, Round::ownOne);
    if (peer == null) {
      report.row(Peer.NAME, "skipped", peerMissing);
      return;
    }
    line(Peer.NAME + ", 4 platforms in one process", rounds, Round::peerAll);
    line(Peer.NAME + ", linux-64", rounds, Round::peerOne);
    ratio("own time / rattler, 4 platforms", rounds, Round::ownAll, Round::peerAll);
    ratio("own time / rattler, linux-64", rounds, Round::ownOne, Round::peerOne);
  }

  /** Picks one command's timing out of a round. */
  private interface Pick {
    @Nullable Timing of(Round round);
  }

  private void line(String name, List<Round> rounds, Pick pick) {
    report.row(name, seconds(rounds, pick, Timing::cpu), seconds(rounds, pick, Timing::wall));
  }

  private static String seconds(List<Round> rounds, Pick pick, ToDoubleFunction<Timing> value) {
    return Series.of(rounds, round -> value.applyAsDouble(present(pick, round))).spread();
  }

  private void ratio(String name, List<Round> rounds, Pick own, Pick other) {
    report.row(
        name + " (ratio)",
        ratio(rounds, own, other, Timing::cpu),
        ratio(rounds, own, other, Timing::wall));
  }

  private static String ratio(
      List<Round> rounds, Pick own, Pick other, ToDoubleFunction<Timing> value) {
    return Series.of(
            rounds,
            round ->
                value.applyAsDouble(present(own, round))
                    / value.applyAsDouble(present(other, round)))
        .spread();
  }

  private static Timing present(Pick pick, Round round) {
    return Optional.ofNullable(pick.of(round)).orElseThrow();
  }

  /** Times compare only where both did the same work. */
  private void agreement() throws IOException {
    Peer other = peer;
    if (other == null) {
      return;
    }
    other.solve(Platform.DEFAULTS);
    caseStudy.lock(Platform.DEFAULTS);
    List<String> parts = new ArrayList<>();
    for (Platform platform : Platform.DEFAULTS) {
      TreeSet<String> own = caseStudy.packages(platform);
      TreeSet<String> theirs = other.packages().getOrDefault(platform, new TreeSet<>());
      parts.add(
          String.format(
              Locale.ROOT,
              "%s %d and %d packages, %d of one version, %d of one build",
              platform,
              own.size(),
              theirs.size(),
              common(versions(own), versions(theirs)),
              common(own, theirs)));
    }
    report.paragraph("Answers of Hermetic and rattler: " + String.join("; ", parts) + ".");
  }

  private static TreeSet<String> versions(TreeSet<String> files) {
    return files.stream()
        .map(file -> file.substring(0, file.lastIndexOf('-')))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static int common(TreeSet<String> a, TreeSet<String> b) {
    TreeSet<String> both = new TreeSet<>(a);
    both.retainAll(b);
    return both.size();
  }

  private void targets() {
    report.paragraph(
        "Measured elsewhere, on a machine of this kind, and not in this run: conda-lock 4.0.2 with"
            + " mamba 2.8.1 took 5.4 s of wall time for the 4 platforms (the goal is at most half"
            + " of it), mamba's whole process 0.9 s for one platform (the goal is no more).");
  }
}
