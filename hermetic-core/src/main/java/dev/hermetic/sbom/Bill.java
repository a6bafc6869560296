package dev.hermetic.sbom;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A bill of materials, in no format. Immutable; equal for equal content, whatever the order it was
 * put together in.
 *
 * @param subject what the bill is of
 * @param components sorted by their ids, without the subject
 * @param needs ids by the id of the component that needs them directly; of the subject, what was
 *     asked for. A component that needs nothing has no entry
 * @param gaps what the bill does not know and why, one sentence each, sorted
 */
public record Bill(
    Component subject,
    List<Component> components,
    SortedMap<String, SortedSet<String>> needs,
    SortedSet<String> gaps) {
  public Bill {
    List<Component> sorted = new ArrayList<>(components);
    sorted.sort(Comparator.comparing(Component::id));
    components = List.copyOf(sorted);
    SortedSet<String> ids = new TreeSet<>();
    ids.add(subject.id());
    for (Component one : components) {
      if (!ids.add(one.id())) {
        throw new IllegalArgumentException("two components have the id " + one.id());
      }
    }
    SortedMap<String, SortedSet<String>> copy = new TreeMap<>();
    needs.forEach(
        (from, to) -> {
          if (!ids.contains(from) || !ids.containsAll(to)) {
            throw new IllegalArgumentException("what is needed is part of the bill: " + from);
          }
          if (!to.isEmpty()) {
            copy.put(from, Collections.unmodifiableSortedSet(new TreeSet<>(to)));
          }
        });
    needs = Collections.unmodifiableSortedMap(copy);
    gaps = Collections.unmodifiableSortedSet(new TreeSet<>(gaps));
  }

  /** What a component needs directly, sorted. */
  public SortedSet<String> needs(String id) {
    return needs.getOrDefault(id, Collections.emptySortedSet());
  }

  /** The component of that id; the subject is none. */
  public Optional<Component> component(String id) {
    return components.stream().filter(one -> one.id().equals(id)).findFirst();
  }

  /** Those of one kind, sorted by their ids. */
  public List<Component> components(Component.Kind kind) {
    return components.stream().filter(one -> one.kind() == kind).toList();
  }
}
