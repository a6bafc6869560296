package dev.hermetic.ledger;

import dev.hermetic.advisory.Severity;
import dev.hermetic.image.BaselineResult;
import dev.hermetic.image.ImageFacts;
import dev.hermetic.image.ImageResult;
import dev.hermetic.install.InstallResult;
import dev.hermetic.lock.LockResult;
import dev.hermetic.lockfile.LockedPackage;
import dev.hermetic.policy.Verdict;
import dev.hermetic.scan.Coverage;
import dev.hermetic.scan.Finding;
import dev.hermetic.scan.ScanResult;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What results of services say in a ledger; the names are those of docs/proof.md. */
public final class Happened {
  /** Findings that an event names: a ledger has thousands of scans. */
  private static final int MOST_FINDINGS = 30;

  private Happened() {}

  /**
   * What was locked.
   *
   * @return empty when nothing was solved: then nothing happened
   */
  public static Optional<EventData> lock(LockResult result, long millis) {
    if (result.outcome() != LockResult.Outcome.WRITTEN
        && result.outcome() != LockResult.Outcome.UNCHANGED) {
      return Optional.empty();
    }
    SortedMap<String, Long> packages = new TreeMap<>();
    for (LockedPackage one : result.lockfile().packages()) {
      packages.merge(one.platform().toString(), 1L, Long::sum);
    }
    EventData data =
        EventData.EMPTY
            .with("changed", result.outcome() == LockResult.Outcome.WRITTEN)
            .with("packages", numbers(packages))
            .with("millis", millis);
    return Optional.of(
        result.changes() == null ? data : data.with("moved", result.changes().changes().size()));
  }

  /**
   * What was installed.
   *
   * @param purpose {@code env} for an environment that is run here, {@code image} for one of an image
   * @return empty when it was there: then nothing happened
   */
  public static Optional<EventData> install(
      InstallResult result, InstallTimes times, String purpose) {
    return result
        .built()
        .map(
            built ->
                times
                    .data()
                    .with("purpose", purpose)
                    .with("digest", "sha256:" + result.digest())
                    .with("files", built.result().manifest().entries().size())
                    .with("compiled", built.result().compiled()));
  }

  /** What image was made. */
  public static EventData image(ImageResult result, long millis) {
    ImageFacts facts = result.facts();
    EventData data =
        result
            .baseline()
            .map(other -> EventData.EMPTY.with("baseline", baseline(other)))
            .orElse(EventData.EMPTY);
    return data.with("digest", facts.digest())
        .with("compression", facts.compression())
        .with("packedBytes", facts.packed())
        .with("unpackedBytes", facts.unpacked())
        .with(
            "removedBytes",
            facts.removed().values().stream().mapToLong(ImageFacts.Amount::bytes).sum())
        .with("reusedLayers", result.reused().size())
        .withItems(
            "layers",
            facts.layers().stream()
                .map(
                    layer ->
                        EventData.EMPTY
                            .with("name", layer.name())
                            .with("packedBytes", layer.packed())
                            .with("unpackedBytes", layer.unpacked())
                            .with("base", layer.ofBase()))
                .toList())
        .with("millis", millis);
  }

  private static EventData baseline(BaselineResult other) {
    EventData data = EventData.EMPTY.with("name", other.name());
    data = other.packed() < 0 ? data : data.with("packedBytes", other.packed());
    return other.unpacked() < 0 ? data : data.with("unpackedBytes", other.unpacked());
  }

  /**
   * What was found.
   *
   * @param verdict what was made of it
   */
  public static EventData scan(ScanResult result, Verdict verdict, long millis) {
    SortedMap<String, Long> findings = new TreeMap<>();
    for (Map.Entry<Severity, Integer> one : result.severities().entrySet()) {
      findings.put(one.getKey().word(), (long) one.getValue());
    }
    SortedMap<String, Long> coverage = new TreeMap<>();
    for (Map.Entry<Coverage.Kind, Integer> one : result.coverage().entrySet()) {
      coverage.put(one.getKey().word(), (long) one.getValue());
    }
    return EventData.EMPTY
        .with("packages", result.packages().size())
        .with("findings", numbers(findings))
        .withItems(
            "worst",
            result.findings().stream().limit(MOST_FINDINGS).map(Happened::finding).toList())
        .with("coverage", numbers(coverage))
        .with("undecided", result.undecided().size())
        .with("database", result.database().sha256())
        .with("verdict", verdict.passed() ? "passed" : "failed")
        .with("violations", verdict.violations().size())
        .with("excused", verdict.excused().size())
        .with("millis", millis);
  }

  private static EventData finding(Finding finding) {
    EventData data =
        EventData.EMPTY
            .with("id", finding.id())
            .with("package", finding.subject().name())
            .with("version", finding.subject().version())
            .with("severity", finding.severity().word());
    return finding.isFixable() ? data.with("fixedIn", finding.fixedIn()) : data;
  }

  private static EventData numbers(SortedMap<String, Long> numbers) {
    return EventData.of(numbers);
  }
}
