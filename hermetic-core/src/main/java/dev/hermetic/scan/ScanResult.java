package dev.hermetic.scan;

import dev.hermetic.advisory.DatabaseFacts;
import dev.hermetic.advisory.Severity;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a scan has found, and of what it can say nothing.
 *
 * @param database what was asked
 * @param mapping which names conda packages were given
 * @param packages all that were looked at, sorted
 * @param findings the worst first
 * @param undecided sorted
 * @param fixes changes of the lock that were tried, together or else one by one
 * @param notes what the reader should know of the scan itself, sentences
 */
public record ScanResult(
    DatabaseFacts database,
    String mapping,
    List<Covered> packages,
    List<Finding> findings,
    List<Undecided> undecided,
    List<Fix> fixes,
    List<String> notes) {
  public ScanResult {
    packages = List.copyOf(packages);
    findings = findings.stream().sorted().toList();
    undecided = undecided.stream().sorted().toList();
    fixes = List.copyOf(fixes);
    notes = List.copyOf(notes);
  }

  /** How many packages there are of each kind of coverage; every kind is a key. */
  public SortedMap<Coverage.Kind, Integer> coverage() {
    SortedMap<Coverage.Kind, Integer> counts = new TreeMap<>();
    for (Coverage.Kind kind : Coverage.Kind.values()) {
      counts.put(kind, 0);
    }
    packages.forEach(one -> counts.merge(one.coverage().kind(), 1, Integer::sum));
    return Collections.unmodifiableSortedMap(counts);
  }

  /** How many findings there are of each severity; every severity is a key. */
  public Map<Severity, Integer> severities() {
    Map<Severity, Integer> counts = new EnumMap<>(Severity.class);
    for (Severity severity : Severity.values()) {
      counts.put(severity, 0);
    }
    findings.forEach(one -> counts.merge(one.severity(), 1, Integer::sum));
    return Collections.unmodifiableMap(counts);
  }

  /** The same with other findings, for example with those of another tool. */
  public ScanResult withFindings(List<Finding> others) {
    return new ScanResult(database, mapping, packages, others, undecided, fixes, notes);
  }
}
