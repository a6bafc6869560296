package dev.hermetic.reproduce;

import dev.hermetic.ledger.EventData;
import java.util.ArrayList;
import java.util.List;

/**
 * What became of the same environment without its lock, from one date to another.
 *
 * @param packages how many are in the answer at either date; 0 when there is no comparison
 * @param drifted what each package that is not the same was and became, sorted by name
 * @param missing why there is no comparison, a sentence without full stop; empty when there is
 */
public record Control(
    String from, String to, int packages, List<Drift> drifted, String missing) {
  /**
   * A package that is not the same.
   *
   * @param before version and build; empty when it was not there
   * @param after version and build; empty when it is not there any more
   */
  public record Drift(String name, String before, String after) {}

  public Control {
    drifted = List.copyOf(drifted);
  }

  /** What a ledger keeps of it. */
  EventData data() {
    EventData data = EventData.EMPTY.with("from", from).with("to", to);
    if (!isKnown()) {
      return data.with("missing", missing);
    }
    List<EventData> items = new ArrayList<>();
    for (Drift one : drifted) {
      EventData item = EventData.EMPTY.with("name", one.name());
      item = one.before().isEmpty() ? item : item.with("from", one.before());
      items.add(one.after().isEmpty() ? item : item.with("to", one.after()));
    }
    return data.with("packages", packages).withItems("drifted", items);
  }

  /** Whether the two answers could be compared. */
  public boolean isKnown() {
    return missing.isEmpty();
  }
}
