package dev.hermetic.solve;

import dev.hermetic.match.MatchSpec;
import dev.hermetic.version.Version;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Everything that the roots can reach, without what cannot be installed in any case: the closed
 * little world that is handed to the SAT engine.
 */
final class SatUniverse {
  private final SatPool pool;
  private final Map<String, List<MatchSpec>> restrictions = new HashMap<>();
  private final Map<String, Optional<SatNeed>> needsByText = new HashMap<>();
  private final Map<String, Optional<MatchSpec>> specsByText = new HashMap<>();
  private final Map<String, List<SatItem>> turnedAwayByText = new HashMap<>();
  private final List<SatNeed> needs = new ArrayList<>();
  private final List<SatNeed> roots = new ArrayList<>();
  private final List<SatItem> reached = new ArrayList<>();
  private final TreeMap<String, List<SatItem>> live = new TreeMap<>();

  /**
   * @param restricted whether records that a root of their name forbids are left out from the
   *     start: far fewer records, but then no reasoning with only some of the roots
   */
  SatUniverse(
      SatPool pool, SatPreference preference, List<RootSpec> rootSpecs, boolean restricted) {
    this.pool = pool;
    for (RootSpec root : rootSpecs) {
      if (restricted && root.spec().hasExactName()) {
        restrictions
            .computeIfAbsent(root.spec().name(), name -> new ArrayList<>())
            .add(root.spec());
      }
    }
    pool.prefetch(
        rootSpecs.stream()
            .map(RootSpec::spec)
            .filter(MatchSpec::hasExactName)
            .map(MatchSpec::name)
            .toList());
    for (RootSpec root : rootSpecs) {
      roots.add(need(root.spec()));
    }
    reach();
    SatBurial.bury(reached);
    for (SatItem item : reached) {
      if (!item.dead) {
        live.computeIfAbsent(item.name(), name -> new ArrayList<>()).add(item);
      }
    }
    int nameIndex = 0;
    for (List<SatItem> items : live.values()) {
      preference.rank(items);
      for (SatItem item : items) {
        item.nameIndex = nameIndex;
      }
      nameIndex++;
    }
    for (SatNeed need : needs) {
      need.live =
          need.candidates.stream()
              .filter(item -> item.reached && !item.dead)
              .sorted(SatPreference.BY_NAME_THEN_PREFERENCE)
              .toList();
      if (need.spec.hasExactName() && !need.live.isEmpty()) {
        need.nameIndex = need.live.get(0).nameIndex;
      }
    }
  }

  /** What each root asks for, in the order of the roots. */
  List<SatNeed> roots() {
    return Collections.unmodifiableList(roots);
  }

  /** Whether some root has nothing installable. */
  boolean isHopeless() {
    return roots.stream().anyMatch(root -> !root.given && root.live.isEmpty());
  }

  /** The installable items by name, the most preferred first. */
  Map<String, List<SatItem>> live() {
    return Collections.unmodifiableMap(live);
  }

  /** How many records were looked at. */
  int recordsReached() {
    return reached.size();
  }

  /** The live items that an item's {@code constrains} entry turns away. */
  List<SatItem> turnedAway(String constraint) {
    return turnedAwayByText.computeIfAbsent(constraint, this::findTurnedAway);
  }

  private List<SatItem> findTurnedAway(String constraint) {
    MatchSpec spec = spec(constraint).orElseThrow();
    if (!spec.hasExactName()) {
      return List.of();
    }
    return live.getOrDefault(spec.name(), List.of()).stream()
        .filter(item -> !pool.matches(spec, item))
        .toList();
  }

  private void reach() {
    ArrayDeque<SatItem> queue = new ArrayDeque<>();
    roots.forEach(root -> enqueue(root, queue));
    int fetched = 0;
    while (!queue.isEmpty()) {
      if (fetched == 0) {
        pool.prefetch(dependencyNames(queue));
        fetched = queue.size();
      }
      fetched--;
      SatItem item = queue.remove();
      if (open(item)) {
        item.needs.forEach(need -> enqueue(need, queue));
      } else {
        item.dead = true;
      }
    }
  }

  private List<String> dependencyNames(Collection<SatItem> items) {
    return items.stream()
        .flatMap(item -> item.record.depends().stream())
        .distinct()
        .filter(text -> !needsByText.containsKey(text))
        .flatMap(text -> spec(text).stream())
        .filter(MatchSpec::hasExactName)
        .map(MatchSpec::name)
        .toList();
  }

  private void enqueue(SatNeed need, ArrayDeque<SatItem> queue) {
    if (need.reached) {
      return;
    }
    need.reached = true;
    for (SatItem candidate : need.candidates) {
      if (!candidate.reached) {
        candidate.reached = true;
        reached.add(candidate);
        queue.add(candidate);
      }
    }
  }

  /** Reads what an item asks for; false when some of it cannot be met or read. */
  private boolean open(SatItem item) {
    List<SatNeed> found = new ArrayList<>();
    boolean possible = true;
    for (String text : item.record.depends()) {
      Optional<SatNeed> need = needsByText.get(text);
      if (need == null) {
        need = spec(text).map(this::need);
        needsByText.put(text, need);
      }
      need.ifPresent(found::add);
      possible &= need.isPresent() && !need.get().isHopeless();
    }
    item.needs = List.copyOf(found);
    for (String text : item.record.constrains()) {
      Optional<MatchSpec> spec = spec(text);
      possible &= spec.isPresent() && !pool.isBrokenByMachine(spec.get());
    }
    return possible;
  }

  private Optional<MatchSpec> spec(String text) {
    return specsByText.computeIfAbsent(text, SatUniverse::parse);
  }

  private static Optional<MatchSpec> parse(String text) {
    try {
      return Optional.of(MatchSpec.parse(text));
    } catch (IllegalArgumentException e) {
      // A record with such a text is left out, as the other tools do: its needs are unknown.
      return Optional.empty();
    }
  }

  private SatNeed need(MatchSpec spec) {
    if (spec.hasExactName() && SatPool.isVirtual(spec.name())) {
      return SatNeed.virtual(spec, pool.isGiven(spec));
    }
    List<SatItem> candidates = new ArrayList<>();
    Version highest = null;
    boolean featured = true;
    for (String name : pool.namesOf(spec)) {
      List<MatchSpec> others = restrictions.getOrDefault(name, List.of());
      for (SatItem item : pool.items(name)) {
        if (pool.matches(spec, item)) {
          highest = highest == null || item.version.compareTo(highest) > 0 ? item.version : highest;
          featured &= !item.record.trackFeatures().isEmpty();
          if (others.stream().allMatch(other -> pool.matches(other, item))) {
            candidates.add(item);
          }
        }
      }
    }
    SatNeed need = new SatNeed(spec, false, candidates, highest, featured);
    needs.add(need);
    return need;
  }
}
