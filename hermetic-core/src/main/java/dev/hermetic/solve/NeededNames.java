package dev.hermetic.solve;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Names that a true spec needs, in the order in which they came to be needed. */
final class NeededNames {
  private final Model model;
  private final List<Name> needed = new ArrayList<>();
  private final Deque<Spec> wanted = new ArrayDeque<>();

  /** Needed names before this one have a candidate. */
  private int chosenUpTo;

  NeededNames(Model model) {
    this.model = model;
  }

  /** A spec that something needs became true. */
  void add(Spec spec) {
    Name name = model.name(spec.name);
    if (name.needs++ == 0) {
      needed.add(name);
    }
    if (!name.attached()) {
      wanted.add(spec);
    }
  }

  /** The spec that became true last of those that are is taken back. */
  void remove(Spec spec) {
    Name name = model.name(spec.name);
    if (--name.needs == 0) {
      needed.remove(needed.size() - 1);
    }
  }

  /** Choices were taken back, or groups are about to be split and choices with them. */
  void rewind() {
    chosenUpTo = 0;
  }

  /** The name that has been needed longest of those that have no candidate yet. */
  @Nullable Name first() {
    while (chosenUpTo < needed.size()) {
      Name name = needed.get(chosenUpTo);
      if (name.chosen < 0) {
        return name;
      }
      chosenUpTo++;
    }
    return null;
  }

  /** Specs that are needed and whose names are not attached. */
  Deque<Spec> wanted() {
    return wanted;
  }
}
