package dev.hermetic.report.model;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What {@code scan.json} says.
 *
 * @param coverage packages by kind of coverage
 * @param severities findings by severity
 * @param newest when the newest advisory was changed, as the file says it; may be empty
 */
public record ScanPart(
    int packages,
    SortedMap<String, Long> coverage,
    SortedMap<String, Long> severities,
    List<Finding> findings,
    List<Finding> undecided,
    List<Uncovered> uncovered,
    List<Fix> fixes,
    String database,
    String newest,
    List<String> notes) {
  /**
   * A vulnerability, or an advisory of which nobody can say whether it is one.
   *
   * @param score of CVSS, empty when unknown
   * @param fixedIn empty when no fix is known
   * @param text summary, or the reason why it is undecided
   * @param way from a spec to the package, empty for none
   */
  public record Finding(
      String id,
      List<String> aliases,
      String origin,
      String name,
      String version,
      String severity,
      String score,
      String fixedIn,
      String text,
      String way) {}

  /** A package of which advisories say nothing. */
  public record Uncovered(String origin, String name, String version, String reason) {}

  /** A change that was tried. */
  public record Fix(List<String> packages, String command, boolean works, String problem) {}

  public ScanPart {
    coverage = Collections.unmodifiableSortedMap(new TreeMap<>(coverage));
    severities = Collections.unmodifiableSortedMap(new TreeMap<>(severities));
    findings = List.copyOf(findings);
    undecided = List.copyOf(undecided);
    uncovered = List.copyOf(uncovered);
    fixes = List.copyOf(fixes);
    notes = List.copyOf(notes);
  }

  /** Packages that some advisories speak of. */
  public long covered() {
    return packages - coverage.getOrDefault("none", 0L);
  }
}
