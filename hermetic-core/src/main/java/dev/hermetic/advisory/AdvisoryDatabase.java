package dev.hermetic.advisory;

import java.util.List;

/** Advisories that can be asked for. Those withdrawn are never among the answers. */
public interface AdvisoryDatabase {
  /** What it is. */
  DatabaseFacts facts();

  /** Whether it can say anything of packages of an ecosystem, whose release counts. */
  boolean covers(String ecosystem);

  /** The advisories about a package, sorted by id. */
  List<Advisory> about(PackageKey key);

  /** The advisories of that id or with that alias, sorted by id. */
  List<Advisory> called(String id);
}
