package dev.hermetic.solve;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Marks items dead that need only dead items, again and again until nothing changes. */
final class SatBurial {
  private final Map<SatNeed, List<SatItem>> askers = new IdentityHashMap<>();
  private final Map<SatItem, List<SatNeed>> offers = new IdentityHashMap<>();
  private final Map<SatNeed, Integer> left = new IdentityHashMap<>();
  private final ArrayDeque<SatItem> fallen = new ArrayDeque<>();

  private SatBurial() {}

  static void bury(List<SatItem> items) {
    SatBurial burial = new SatBurial();
    items.forEach(burial::add);
    burial.spread();
  }

  private void add(SatItem item) {
    if (item.dead) {
      fallen.add(item);
    }
    for (SatNeed need : item.needs) {
      if (!need.given) {
        List<SatItem> known = askers.get(need);
        if (known == null) {
          known = new ArrayList<>();
          askers.put(need, known);
          left.put(need, need.candidates.size());
          for (SatItem candidate : need.candidates) {
            offers.computeIfAbsent(candidate, key -> new ArrayList<>()).add(need);
          }
        }
        known.add(item);
      }
    }
  }

  private void spread() {
    while (!fallen.isEmpty()) {
      for (SatNeed need : offers.getOrDefault(fallen.remove(), List.of())) {
        if (left.merge(need, -1, Integer::sum) == 0) {
          for (SatItem asker : askers.get(need)) {
            if (!asker.dead) {
              asker.dead = true;
              fallen.add(asker);
            }
          }
        }
      }
    }
  }
}
