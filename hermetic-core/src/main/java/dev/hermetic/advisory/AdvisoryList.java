package dev.hermetic.advisory;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** A few advisories in memory: what a service answered. */
final class AdvisoryList implements AdvisoryDatabase {
  private final DatabaseFacts facts;
  private final List<Advisory> valid;

  AdvisoryList(DatabaseFacts facts, Collection<Advisory> advisories) {
    this.facts = facts;
    SortedMap<String, Advisory> byId = new TreeMap<>();
    advisories.stream()
        .filter(advisory -> !advisory.isWithdrawn())
        .sorted(Comparator.comparing(Advisory::modified))
        .forEach(advisory -> byId.put(advisory.id(), advisory));
    this.valid = List.copyOf(byId.values());
  }

  @Override
  public DatabaseFacts facts() {
    return facts;
  }

  /** A service has all ecosystems, and wants names in their own case, which conda does not keep. */
  static boolean asks(String ecosystem) {
    return !ecosystem.equals(PackageKey.CRAN) && !ecosystem.equals(PackageKey.BIOCONDUCTOR);
  }

  @Override
  public boolean covers(String ecosystem) {
    return asks(ecosystem);
  }

  @Override
  public List<Advisory> about(PackageKey key) {
    return valid.stream()
        .filter(one -> one.affected().stream().anyMatch(affected -> affected.key().equals(key)))
        .toList();
  }

  @Override
  public List<Advisory> called(String id) {
    return valid.stream().filter(one -> one.id().equals(id) || one.aliases().contains(id)).toList();
  }
}
