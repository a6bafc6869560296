package dev.hermetic.benchmarks;

import dev.hermetic.platform.Platform;
import dev.hermetic.platform.VirtualPackage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Whole processes, in turns: Maven without the goal, Hermetic, the peer. */
final class WholeProcess {
  static final List<String> CASE_STUDY =
      List.of(
          "python=3.11",
          "pytorch",
          "transformers",
          "spacy",
          "numpy>=1.24",
          "pandas",
          "scikit-learn");

  private final Report report;
  private final List<Duel> duels = new ArrayList<>();
  private @Nullable Peer peer;
  private String peerMissing = "";

  WholeProcess(Setting setting, Report report) throws IOException {
    this.report = report;
    try {
      this.peer = new Peer(setting);
    } catch (IOException e) {
      peerMissing = e.getMessage().lines().findFirst().orElse("");
      System.err.println("The peer is skipped: " + e.getMessage());
    }
    Path channel = setting.channels().resolve("conda-forge");
    LockFolder caseStudy = new LockFolder(setting, "case-study", CASE_STUDY, channel);
    List<Platform> one = List.of(Platform.LINUX_64);
    duels.add(new Duel("case study, 4 platforms", caseStudy, CASE_STUDY, List.of(), Platform.DEFAULTS));
    duels.add(new Duel("case study, linux-64", caseStudy, CASE_STUDY, List.of(), one));
    for (Golden hard : Golden.hard(setting)) {
      LockFolder folder =
          new LockFolder(setting, hard.id(), hard.texts(), hard.virtualPackages(), channel);
      String name = hard.id() + ", " + hard.texts().size() + " specs, linux-64";
      duels.add(new Duel(name, folder, hard.texts(), hard.virtualPackages(), one));
    }
  }

  /** One environment that both lock. */
  private record Duel(
      String name,
      LockFolder folder,
      List<String> specs,
      List<VirtualPackage> virtualPackages,
      List<Platform> platforms) {}

  /** One turn of every command; the peer's timing is null where it is missing. */
  private record Round(Timing skip, Timing lock, @Nullable Timing peer) {
    Timing own() {
      return lock.minus(skip);
    }
  }

  void run(int rounds) throws IOException {
    List<String> agreements = new ArrayList<>();
    for (Duel duel : duels) {
      round(duel); // fills the caches
      agreements.addAll(agreement(duel));
    }
    Map<Duel, List<Round>> measured = new LinkedHashMap<>();
    for (int i = 1; i <= rounds; i++) {
      for (Duel duel : duels) {
        measured.computeIfAbsent(duel, key -> new ArrayList<>()).add(round(duel));
      }
      System.err.println("whole processes: round " + i + " of " + rounds);
    }
    report.heading(2, "Whole processes");
    report.paragraph(
        "Case study: `"
            + String.join(" ", CASE_STUDY)
            + "`. From conda-forge (121,000 records), warm cache, no lock from before; "
            + rounds
            + " rounds in turns; smallest / **median** / largest, seconds.");
    report.columns("", "CPU", "wall");
    measured.forEach(this::rows);
    if (peer == null) {
      report.row(Peer.NAME, "skipped", peerMissing);
    } else {
      report.paragraph(
          "Answers of Hermetic and rattler: " + String.join("; ", agreements) + ".");
    }
    report.paragraph(
        "Measured elsewhere, on a machine of this kind, and not in this run: conda-lock 4.0.2 with"
            + " mamba 2.8.1 took 5.4 s of wall time for the 4 platforms (the goal is at most half"
            + " of it), mamba's whole process 0.9 s for one platform (the goal is no more).");
  }

  private Round round(Duel duel) throws IOException {
    Peer other = peer;
    return new Round(
        duel.folder.skip(),
        duel.folder.lock(duel.platforms),
        other == null ? null : other.solve(duel.specs, duel.virtualPackages, duel.platforms));
  }

  private void rows(Duel duel, List<Round> rounds) {
    line(duel.name + ": Maven with `hermetic.skip`", rounds, Round::skip);
    line(duel.name + ": `mvn -o hermetic:lock`", rounds, Round::lock);
    line(duel.name + ": own time, the difference in each round", rounds, Round::own);
    if (peer != null) {
      line(duel.name + ": " + Peer.NAME, rounds, Round::peer);
      report.row(
          "**" + duel.name + ": own time / rattler**",
          ratio(rounds, Timing::cpu),
          ratio(rounds, Timing::wall));
    }
  }

  private void line(String name, List<Round> rounds, Function<Round, @Nullable Timing> pick) {
    report.row(name, seconds(rounds, pick, Timing::cpu), seconds(rounds, pick, Timing::wall));
  }

  private static String seconds(
      List<Round> rounds,
      Function<Round, @Nullable Timing> pick,
      ToDoubleFunction<Timing> value) {
    return Series.of(rounds, round -> value.applyAsDouble(present(pick.apply(round)))).spread();
  }

  private static String ratio(List<Round> rounds, ToDoubleFunction<Timing> value) {
    return Series.of(
            rounds,
            round ->
                value.applyAsDouble(round.own()) / value.applyAsDouble(present(round.peer)))
        .spread();
  }

  private static Timing present(@Nullable Timing timing) {
    return Optional.ofNullable(timing).orElseThrow();
  }

  /** Times compare only where both did the same work: how the last answers agree. */
  private List<String> agreement(Duel duel) throws IOException {
    Peer other = peer;
    if (other == null) {
      return List.of();
    }
    List<String> parts = new ArrayList<>();
    for (Platform platform : duel.platforms) {
      TreeSet<String> own = duel.folder.packages(platform);
      TreeSet<String> theirs = other.packages().getOrDefault(platform, new TreeSet<>());
      parts.add(
          String.format(
              Locale.ROOT,
              "%s on %s %d and %d packages, %d of one version, %d of one build",
              duel.name.replaceFirst(",.*", ""),
              platform,
              own.size(),
              theirs.size(),
              common(versions(own), versions(theirs)),
              common(own, theirs)));
    }
    return parts;
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
}
