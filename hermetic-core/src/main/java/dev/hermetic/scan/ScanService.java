package dev.hermetic.scan;

import dev.hermetic.advisory.AdvisoryDatabase;
import dev.hermetic.advisory.AdvisorySource;
import dev.hermetic.advisory.Question;
import dev.hermetic.cache.CacheUse;
import dev.hermetic.event.Listener;
import dev.hermetic.fetch.FetchSettings;
import dev.hermetic.fetch.Fetcher;
import dev.hermetic.graph.LockGraph;
import dev.hermetic.lock.LockService;
import dev.hermetic.lock.LockView;
import dev.hermetic.lockfile.Lockfile;
import dev.hermetic.lockfile.OwnMetadata;
import dev.hermetic.problem.Redaction;
import dev.hermetic.pypi.lock.MappingFile;
import dev.hermetic.pypi.names.CondaNames;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Finds what advisories say of a lock and of what it is built upon. Keeps no state. */
public final class ScanService {
  private final FetchSettings settings;
  private final Clock clock;
  private final Listener listener;

  /**
   * @param clock asked only where a change of the lock is tried
   * @param listener told what happens
   */
  public ScanService(FetchSettings settings, Clock clock, Listener listener) {
    this.settings = settings;
    this.clock = clock;
    this.listener = listener;
  }

  /**
   * Scans.
   *
   * @throws dev.hermetic.problem.HermeticException HERM-SCAN-001, HERM-ADVISORY-nnn, HERM-NET-nnn,
   *     and what reading the lock may find
   */
  @SuppressWarnings("try") // the use of the cache lasts as long as the block
  public ScanResult scan(ScanRequest request) {
    if (request.database().isBlank()) {
      throw ScanProblems.noDatabase();
    }
    try (CacheUse use = CacheUse.begin(settings.cacheDirectory())) {
      return work(request);
    }
  }

  private ScanResult work(ScanRequest request) {
    LockView view = LockView.read(request.lock(), settings.environment());
    MappingFile mapping =
        request.mapping() == null
            ? MappingFile.NONE
            : MappingFile.read(
                request.mapping(),
                request.lock().directory(),
                new Fetcher(settings, listener));
    LockPackages packages = LockPackages.of(view.graphs());
    List<Identified> identified =
        new ArrayList<>(packages.identified(identities(view.lock(), mapping)));
    for (Subject other : request.others()) {
      identified.add(OtherIdentities.of(other));
    }
    List<String> notes = new ArrayList<>();
    if (request.image() != null) {
      identified.addAll(
          BasePackages.of(request.image(), settings.cacheDirectory(), notes::add));
    }
    AdvisoryDatabase database =
        AdvisorySource.of(
                request.database().strip(), request.lock().directory(), settings, listener)
            .ask(questions(identified));
    Matching matching = new Matching(database, packages::ways);
    identified.forEach(matching::add);
    List<Fix> fixes = List.of();
    if (request.fixes()) {
      fixes =
          new FixFinder(
                  new LockService(settings, clock, Listener.SILENT),
                  request.lock(),
                  lock -> found(lock, view, mapping, database))
              .find(matching.findings());
    }
    return new ScanResult(
        database.facts(),
        told(request.mapping(), mapping),
        matching.covered().stream().sorted(Comparator.comparing(Covered::subject)).toList(),
        matching.findings(),
        matching.undecided(),
        fixes,
        notes);
  }

  /** What would be found in another lock of the same platforms; ways are not asked for. */
  private static List<Finding> found(
      Lockfile lock, LockView view, MappingFile mapping, AdvisoryDatabase database) {
    List<LockGraph> graphs =
        view.graphs().stream()
            .map(graph -> LockGraph.of(lock, graph.platform(), graph.roots()))
            .toList();
    Matching matching = new Matching(database, subject -> List.of());
    LockPackages.of(graphs).identified(identities(lock, mapping)).forEach(matching::add);
    return matching.findings();
  }

  private static LockIdentities identities(Lockfile lock, MappingFile mapping) {
    CondaNames recorded =
        CondaNames.recorded(lock.metadata().custom().getOrDefault(OwnMetadata.PIP_NAMES_KEY, ""));
    return new LockIdentities(recorded.over(mapping.names()));
  }

  private static String told(@Nullable String place, MappingFile mapping) {
    return place == null
        ? "built-in names"
        : Redaction.redact(place) + " sha256:" + mapping.sha256();
  }

  private static SortedSet<Question> questions(List<Identified> all) {
    SortedSet<Question> questions = new TreeSet<>();
    all.forEach(one -> one.identities().forEach(identity -> questions.add(identity.question())));
    return questions;
  }
}
