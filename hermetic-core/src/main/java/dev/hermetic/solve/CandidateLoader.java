package dev.hermetic.solve;

import dev.hermetic.record.Candidate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Loads the candidates of names when first asked for. A name may be held: then only one of its records
 * is looked at until it is released.
 */
final class CandidateLoader {
  private final SpecTable specs;
  private final Offers offers;

  /** By the numbers of names. */
  private @Nullable Candidates[] loaded = new Candidates[1024];

  /** Names that stand for alternatives and not for packages. */
  private final Map<Integer, Alternatives> alternatives = new HashMap<>();

  private final Set<Integer> held = new TreeSet<>();

  /** All candidates of names that are held, where someone asked for them. */
  private final Map<Integer, Candidates> wholes = new HashMap<>();

  private int recordCount;

  CandidateLoader(SpecTable specs, Offers offers) {
    this.specs = specs;
    this.offers = offers;
  }

  /** How many records were loaded. */
  int recordCount() {
    return recordCount;
  }

  Candidates candidates(int name) {
    Candidates known = known(name);
    if (known == null) {
      Alternatives several = alternatives.get(name);
      known = several == null ? offered(name) : several.candidates();
      put(name, known);
    }
    return known;
  }

  private @Nullable Candidates known(int name) {
    return name < loaded.length ? loaded[name] : null;
  }

  private Candidates offered(int name) {
    Candidates all = offers.candidates(specs.name(name));
    recordCount += all.size();
    return all;
  }

  private void put(int name, Candidates candidates) {
    if (name >= loaded.length) {
      loaded = Arrays.copyOf(loaded, Math.max(name + 1, 2 * loaded.length));
    }
    loaded[name] = candidates;
  }

  /** The candidates of all names that were asked for. */
  List<Candidates> loaded() {
    List<Candidates> all = new ArrayList<>();
    for (Candidates one : loaded) {
      if (one != null) {
        all.add(one);
      }
    }
    return all;
  }

  /** Lets the records of these names be fetched together: one after the other takes its time. */
  void prefetch(Collection<Integer> names) {
    Set<String> wanted = new TreeSet<>();
    for (int id : names) {
      String name = specs.name(id);
      if (known(id) == null && !name.startsWith("__") && !alternatives.containsKey(id)) {
        wanted.add(name);
      }
    }
    offers.prefetch(wanted);
  }

  /** Has a name stand for alternatives. */
  void put(int name, Alternatives several) {
    alternatives.put(name, several);
  }

  /**
   * Has only this record of a name looked at until the others come to matter: see
   * {@link Candidates#held}. To be told before anyone asks for its candidates.
   */
  void hold(int name, Candidate record) {
    put(name, Candidates.held(specs.name(name), record));
    held.add(name);
    recordCount++;
  }

  /** The names of which one record is looked at. */
  Set<Integer> held() {
    return held;
  }

  /** Has all candidates of a held name looked at from now on. */
  void release(int name) {
    put(name, whole(name));
    held.remove(name);
    recordCount--;
  }

  /** All candidates, also of a name that is held. */
  Candidates whole(int name) {
    return held.contains(name)
        ? wholes.computeIfAbsent(name, this::offered)
        : candidates(name);
  }
}
