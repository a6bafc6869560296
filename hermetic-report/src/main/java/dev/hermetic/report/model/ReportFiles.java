package dev.hermetic.report.model;

import dev.hermetic.image.FactsFile;
import dev.hermetic.image.ImageFacts;
import dev.hermetic.image.ImageFolder;
import dev.hermetic.image.PushGate;
import dev.hermetic.ledger.Ledger;
import dev.hermetic.ledger.LedgerMemory;
import dev.hermetic.ledger.LedgerReader;
import dev.hermetic.policy.VerdictGate;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.IoReason;
import dev.hermetic.problem.Problem;
import dev.hermetic.scan.ScanJson;
import dev.hermetic.track.TrackName;
import dev.hermetic.track.WorkFolder;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Gathers what earlier goals have left in the build folder, and the ledger. A file that cannot be
 * read is left out and told; the rest of the report does not depend on it.
 */
public final class ReportFiles {
  private static final int SCAN_FORMAT = 1;
  private static final int MOST_REMOVED = 200;

  private final Request request;
  private final LedgerMemory ledgers;
  private final List<Problem> problems = new ArrayList<>();

  private ReportFiles(Request request, LedgerMemory ledgers) {
    this.request = request;
    this.ledgers = ledgers;
  }

  /**
   * Where to look.
   *
   * @param project what shown paths are relative to
   * @param work where the build keeps what it makes of the lock: {@code target/hermetic}, for a track a
   *     folder in it
   * @param events of the build, about all locks
   * @param ledger the project's ledger; need not exist
   * @param now events of later times were written under a wrong clock
   */
  public record Request(Path project, Path work, Path events, Path ledger, Instant now) {}

  /**
   * The model without lock and changes, which come from elsewhere.
   *
   * @param ledgers of all reports of a build
   */
  public static ReportModel gather(
      Request request,
      LedgerMemory ledgers,
      String title,
      String generator,
      ReportModel.Limits limits) {
    return new ReportFiles(request, ledgers).model(title, generator, limits);
  }

  private ReportModel model(String title, String generator, ReportModel.Limits limits) {
    Optional<ImageFacts> image = image();
    List<RemovedPart> removed = image.isPresent() ? removed() : List.of();
    Path scanned = WorkFolder.scan(request.work());
    Optional<ScanPart> scan = json(scanned.resolve(ScanJson.NAME), JsonFacts::scan);
    Optional<VerdictPart> verdict = json(scanned.resolve(VerdictGate.FILE), JsonFacts::verdict);
    Path events = request.events();
    Ledger ledger =
        ledger(() -> ledgers.read(request.ledger(), shown(request.ledger()), request.now()))
            .with(ledger(() -> LedgerReader.read(events, shown(events), request.now())));
    List<FileFact> bills = files(WorkFolder.sbom(request.work()));
    List<FileFact> signatures = files(WorkFolder.sign(request.work()));
    List<Problem> all = new ArrayList<>(problems);
    all.addAll(ledger.problems());
    return new ReportModel(
        title,
        generator,
        TrackName.STABLE,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        image,
        removed,
        scan,
        verdict,
        bills,
        signatures,
        ledger,
        limits,
        all);
  }

  private Optional<ImageFacts> image() {
    Path file = WorkFolder.image(request.work()).resolve(FactsFile.NAME);
    if (Files.notExists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(FactsFile.read(file));
    } catch (HermeticException e) {
      // Pages name no folder of the machine that built them.
      e.problems().stream()
          .map(one -> new Problem(one.code(), one.kind(), shown(file), one.fact(), one.fix()))
          .forEach(problems::add);
      return Optional.empty();
    }
  }

  private <T> Optional<T> json(
      Path file, Function<Map<?, ?>, T> read) {
    if (Files.notExists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(read.apply(JsonFacts.read(file, SCAN_FORMAT)));
    } catch (IOException e) {
      unreadable(file, e);
      return Optional.empty();
    }
  }

  private Ledger ledger(Supplier<Ledger> read) {
    try {
      return read.get();
    } catch (HermeticException e) {
      problems.addAll(e.problems());
      return Ledger.EMPTY;
    }
  }

  /** Sums of {@code removed.tsv}, by package and kind. */
  private List<RemovedPart> removed() {
    record Key(String owner, String kind) {}
    Path file = ImageFolder.removed(WorkFolder.image(request.work()));
    if (Files.notExists(file)) {
      return List.of();
    }
    var sums =
        new TreeMap<Key, long[]>(Comparator.comparing(Key::owner).thenComparing(Key::kind));
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      lines.readLine();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] fields = line.split("\t", -1);
        if (fields.length != 4) {
          throw new IOException("a line has not four fields");
        }
        long[] sum = sums.computeIfAbsent(new Key(fields[3], fields[1]), key -> new long[2]);
        sum[0]++;
        sum[1] += Long.parseLong(fields[2]);
      }
    } catch (IOException e) {
      unreadable(file, e);
      return List.of();
    } catch (NumberFormatException e) {
      unreadable(file, new IOException("a line has no number of bytes", e));
      return List.of();
    }
    return sums.entrySet().stream()
        .map(
            one ->
                new RemovedPart(
                    one.getKey().kind(),
                    one.getKey().owner(),
                    one.getValue()[0],
                    one.getValue()[1]))
        .sorted(
            Comparator.comparingLong(RemovedPart::bytes)
                .reversed()
                .thenComparing(RemovedPart::owner)
                .thenComparing(RemovedPart::kind))
        .limit(MOST_REMOVED)
        .toList();
  }

  private List<FileFact> files(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(folder)) {
      List<FileFact> facts = new ArrayList<>();
      for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
        facts.add(new FileFact(shown(file), Files.size(file), PushGate.sha256(file)));
      }
      return facts;
    } catch (IOException e) {
      unreadable(folder, e);
      return List.of();
    }
  }

  private void unreadable(Path file, IOException reason) {
    problems.add(ReportProblems.unreadable(shown(file), IoReason.of(reason)));
  }

  private String shown(Path file) {
    Path relative =
        file.startsWith(request.project()) ? request.project().relativize(file) : file;
    return relative.toString().replace('\\', '/');
  }
}
