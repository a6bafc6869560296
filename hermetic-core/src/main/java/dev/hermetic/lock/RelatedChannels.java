package dev.hermetic.lock;

import dev.hermetic.channel.Channel;
import dev.hermetic.problem.HermeticException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The channels of a platform in priority order: those asked for, in their order, and those that
 * these belong together with (CEP-42), beside whom they belong to.
 */
final class RelatedChannels {
  private record Edge(String higher, String lower) {}

  private final Map<String, Channel> channels = new LinkedHashMap<>();
  private final List<String> asked;
  private final List<String> order;
  private final Set<Edge> edges = new LinkedHashSet<>();

  /** @param asked in priority order */
  RelatedChannels(List<Channel> asked) {
    for (Channel channel : asked) {
      channels.put(channel.baseUrl(), channel);
    }
    this.asked = List.copyOf(channels.keySet());
    this.order = new ArrayList<>(this.asked);
    for (int i = 1; i < this.asked.size(); i++) {
      edges.add(new Edge(this.asked.get(i - 1), this.asked.get(i)));
    }
  }

  /** Says that one known channel at least has priority over the other. */
  void relate(Channel higher, Channel lower) {
    String high = higher.baseUrl();
    String low = lower.baseUrl();
    if (asked.contains(high) && asked.contains(low)) {
      return; // the user's own order stands
    }
    if (channels.putIfAbsent(high, higher) == null) {
      order.add(order.indexOf(low), high);
    }
    if (channels.putIfAbsent(low, lower) == null) {
      order.add(order.indexOf(high) + 1, low);
    }
    edges.add(new Edge(high, low));
  }

  /** All channels, in no particular order. */
  List<Channel> all() {
    return List.copyOf(channels.values());
  }

  /**
   * In priority order.
   *
   * @throws HermeticException HERM-CHAN-006 when relations contradict each other
   */
  List<Channel> sorted() {
    if (edges.isEmpty()) {
      return all(); // one channel, as most have
    }
    List<String> rest = new ArrayList<>(order);
    List<Channel> sorted = new ArrayList<>();
    while (!rest.isEmpty()) {
      String next =
          rest.stream()
              .filter(
                  one ->
                      edges.stream()
                          .noneMatch(e -> e.lower().equals(one) && rest.contains(e.higher())))
              .findFirst()
              .orElseThrow(
                  () ->
                      new HermeticException(
                          LockProblems.relations(
                              rest.get(0), "they go round in a circle: " + rest)));
      rest.remove(next);
      sorted.add(channels.get(next));
    }
    return sorted;
  }
}
