package dev.hermetic.ledger;

import dev.hermetic.problem.Redaction;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What an event of some kind says, by name: texts, whole numbers, truth values, lists and further
 * data. There are no fractions, because Java versions write them in different ways: times are whole
 * milliseconds, sizes bytes. Immutable; which names a kind has is told in docs/proof.md.
 */
public final class EventData {
  /** Deeper than anything that is written, shallow enough for any stack. */
  static final int MOST_LEVELS = 8;

  /** Nothing. */
  public static final EventData EMPTY = new EventData(new TreeMap<>());

  private final SortedMap<String, Object> values;

  /** Of values that are as here and do not change any more, all the way down. */
  private EventData(SortedMap<String, Object> values) {
    this.values = Collections.unmodifiableSortedMap(values);
  }

  /**
   * The data with these values.
   *
   * @param values {@link String}, {@link Long}, {@link Boolean}, {@link List} of the same, or {@link Map} of
   *     names to the same
   * @throws IllegalArgumentException when a value is something else, or nested too deep
   */
  public static EventData of(Map<String, ?> values) {
    return new EventData(map(values, 1));
  }

  /** As in {@link #of}: by name, sorted. */
  public SortedMap<String, Object> values() {
    return values;
  }

  /** The same with a text, from which credentials of URLs are taken out. */
  public EventData with(String name, String text) {
    return put(name, Redaction.redact(text));
  }

  /** The same with a whole number. */
  public EventData with(String name, long number) {
    return put(name, number);
  }

  /** The same with a truth value. */
  public EventData with(String name, boolean flag) {
    return put(name, flag);
  }

  /** The same with further data under a name. */
  public EventData with(String name, EventData data) {
    return put(name, data.values);
  }

  /** The same with a list of data, in their order. */
  public EventData withItems(String name, Collection<EventData> items) {
    return put(name, items.stream().map(EventData::values).toList());
  }

  private EventData put(String name, Object value) {
    SortedMap<String, Object> more = new TreeMap<>(values);
    more.put(name, copy(value, 2));
    return new EventData(more);
  }

  /** A text; empty when there is none under that name. */
  public Optional<String> text(String name) {
    return values.get(name) instanceof String text ? Optional.of(text) : Optional.empty();
  }

  /** A whole number; empty when there is none under that name. */
  public OptionalLong number(String name) {
    return values.get(name) instanceof Long number
        ? OptionalLong.of(number)
        : OptionalLong.empty();
  }

  /** A truth value; empty when there is none under that name. */
  public Optional<Boolean> flag(String name) {
    return values.get(name) instanceof Boolean flag ? Optional.of(flag) : Optional.empty();
  }

  /** The data under a name; those without any value when there are none. */
  public EventData data(String name) {
    return values.get(name) instanceof SortedMap<?, ?> map ? new EventData(names(map)) : EMPTY;
  }

  /** The data of a list; empty when there is none under that name. */
  public List<EventData> items(String name) {
    List<EventData> items = new ArrayList<>();
    if (values.get(name) instanceof List<?> list) {
      for (Object one : list) {
        if (one instanceof SortedMap<?, ?> map) {
          items.add(new EventData(names(map)));
        }
      }
    }
    return items;
  }

  /** The numbers under the names of further data, for example findings by severity. */
  public SortedMap<String, Long> numbers(String name) {
    SortedMap<String, Long> numbers = new TreeMap<>();
    data(name)
        .values()
        .forEach(
            (key, value) -> {
              if (value instanceof Long number) {
                numbers.put(key, number);
              }
            });
    return numbers;
  }

  @SuppressWarnings("unchecked") // map() makes no others
  private static SortedMap<String, Object> names(SortedMap<?, ?> map) {
    return (SortedMap<String, Object>) map;
  }

  @Override
  public boolean equals(@Nullable Object object) {
    return object instanceof EventData other && values.equals(other.values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  @Override
  public String toString() {
    return values.toString();
  }

  private static SortedMap<String, Object> map(Map<?, ?> map, int level) {
    SortedMap<String, Object> copy = new TreeMap<>();
    map.forEach(
        (key, value) ->
            copy.put((String) Objects.requireNonNull(key, "name"), copy(value, level + 1)));
    return Collections.unmodifiableSortedMap(copy);
  }

  private static Object copy(Object value, int level) {
    if (level > MOST_LEVELS) {
      throw new IllegalArgumentException("nested too deep");
    }
    if (value instanceof String || value instanceof Long || value instanceof Boolean) {
      return value;
    }
    if (value instanceof Map<?, ?> map) {
      return map(map, level);
    }
    if (value instanceof List<?> list) {
      List<Object> copy = new ArrayList<>();
      list.forEach(one -> copy.add(copy(one, level + 1)));
      return Collections.unmodifiableList(copy);
    }
    throw new IllegalArgumentException("no value of an event: " + value);
  }
}
