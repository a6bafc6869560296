package dev.hermetic.trust;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Objects;

/**
 * What a build has to say of its image.
 *
 * @param items in the order in which they are signed
 * @param absent what could have been said and is not, one sentence each
 */
public record Evidence(List<Item> items, List<String> absent) {
  /**
   * One statement to be.
   *
   * @param name of the file that a signed copy gets, without its end
   * @param predicateType see {@link dev.hermetic.attest.PredicateTypes}
   * @param source the file that it comes from, as problems name it; empty for none
   */
  public record Item(Kind kind, String name, String predicateType, JsonNode predicate, String source) {
    public Item {
      Objects.requireNonNull(kind, "kind");
    }
  }

  public Evidence {
    items = List.copyOf(items);
    absent = List.copyOf(absent);
  }
}
