package dev.hermetic.pypi.resolve;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * States of packages that no answer has all at once.
 *
 * @param terms by the number of the package's domain; none of them is empty or everything
 */
record Incompatibility(SortedMap<Integer, Subset> terms, Cause cause) {
  static Incompatibility of(Cause cause, Domain domain, Subset states) {
    SortedMap<Integer, Subset> terms = new TreeMap<>();
    put(terms, domain, states);
    return new Incompatibility(terms, cause);
  }

  static Incompatibility of(
      Cause cause, Domain one, Subset states, Domain other, Subset otherStates) {
    SortedMap<Integer, Subset> terms = new TreeMap<>();
    put(terms, one, states);
    put(terms, other, otherStates);
    return new Incompatibility(terms, cause);
  }

  /** Every state of a package says nothing of it. */
  private static void put(SortedMap<Integer, Subset> terms, Domain domain, Subset states) {
    if (!states.isAll()) {
      terms.put(domain.id(), states);
    }
  }

  /** Nothing can be met: the end of every failed search. */
  boolean isFailure() {
    return terms.isEmpty();
  }

  /**
   * What follows from two of them about what they say besides one domain: one of the two speaks
   * whatever that domain's state is, as far as the union of what they say about it goes.
   */
  static Incompatibility resolvent(Incompatibility one, Incompatibility other, int domain) {
    SortedMap<Integer, Subset> terms = new TreeMap<>(one.terms);
    for (Map.Entry<Integer, Subset> term : other.terms.entrySet()) {
      int id = term.getKey();
      terms.merge(id, term.getValue(), id == domain ? Subset::or : Subset::and);
    }
    Subset both = terms.get(domain);
    if (both != null && both.isAll()) {
      terms.remove(domain);
    }
    return new Incompatibility(terms, new Cause.Derived(one, other));
  }
}
