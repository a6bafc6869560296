package dev.hermetic.solve;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Which names dependencies are about, read off their texts where their beginnings tell. */
final class DependencyNames {
  private static final String NAME = "abcdefghijklmnopqrstuvwxyz0123456789_-.";
  private static final String AFTER_NAME = " <>=!~";

  private final SpecTable specs;
  private final Offers offers;
  private final Map<String, Integer> byText = new HashMap<>();

  DependencyNames(SpecTable specs, Offers offers) {
    this.specs = specs;
    this.offers = offers;
  }

  /**
   * Names that records of a name depend on, all of them and perhaps some more: found without looking
   * at what versions are meant, and without sorting the records.
   */
  Set<Integer> neededBy(int name) {
    Set<Integer> needed = new LinkedHashSet<>();
    if (offers.isVirtual(specs.name(name))) {
      return needed;
    }
    offers.listed(
        specs.name(name),
        (records, rank) -> {
          int[] lists = records.depends();
          for (int i = 0; i < lists.length; i++) {
            // Neighbours are often alike.
            if (i == 0 || lists[i] != lists[i - 1]) {
              for (String text : records.list(lists[i])) {
                int other = of(text);
                if (other >= 0) {
                  needed.add(other);
                }
              }
            }
          }
        });
    return needed;
  }

  /**
   * Number of the name that a dependency is about, as far as its beginning tells; negative when that
   * takes reading it and it does not parse.
   */
  int of(String text) {
    Integer known = byText.get(text);
    if (known == null) {
      int end = 0;
      while (end < text.length() && NAME.indexOf(text.charAt(end)) >= 0) {
        end++;
      }
      if (end > 0 && (end == text.length() || AFTER_NAME.indexOf(text.charAt(end)) >= 0)) {
        known = specs.nameId(text.substring(0, end));
      } else {
        Spec spec = specs.spec(text);
        known = spec == null ? -1 : spec.name;
      }
      byText.put(text, known);
    }
    return known;
  }
}
