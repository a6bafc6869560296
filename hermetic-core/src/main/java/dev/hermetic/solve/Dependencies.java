package dev.hermetic.solve;

import dev.hermetic.record.Candidate;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What candidates depend on and constrain, as numbers of specs; equal lists are read once. */
final class Dependencies {
  private static final int[] UNPARSABLE = {};

  private final SpecTable specs;
  private final IdentityHashMap<List<String>, int[]> byTexts = new IdentityHashMap<>();

  Dependencies(SpecTable specs) {
    this.specs = specs;
  }

  /**
   * Spec numbers of a record's {@code depends} or {@code constrains}; null when one of them does not
   * parse, which makes the record unusable.
   */
  int @Nullable [] of(List<String> texts) {
    int[] ids = idsOf(texts);
    return ids == UNPARSABLE ? null : ids;
  }

  private int[] idsOf(List<String> texts) {
    int[] known = byTexts.get(texts);
    if (known == null) {
      known = new int[texts.size()];
      for (int i = 0; i < known.length; i++) {
        Spec spec = specs.spec(texts.get(i));
        if (spec == null) {
          known = UNPARSABLE;
          break;
        }
        known[i] = spec.id;
      }
      byTexts.put(texts, known);
    }
    return known;
  }

  /** {@link #of} a candidate's {@code depends}. */
  int @Nullable [] needs(Candidates of, int candidate) {
    int lists = of.lists(candidate);
    int[] ids = of.needs[lists];
    if (ids == null) {
      ids = idsOf(of.depends(candidate));
      of.needs[lists] = ids;
    }
    return ids == UNPARSABLE ? null : ids;
  }

  /** {@link #of} a candidate's {@code constrains}. */
  int @Nullable [] keeps(Candidates of, int candidate) {
    int lists = of.lists(candidate);
    int[] ids = of.keeps[lists];
    if (ids == null) {
      ids = idsOf(of.constrains(candidate));
      of.keeps[lists] = ids;
    }
    return ids == UNPARSABLE ? null : ids;
  }

  /** Those of some records that were looked at and cannot be used, each with whom to blame. */
  List<String> unusable(Iterable<Candidates> looked) {
    List<String> found = new ArrayList<>();
    for (Candidates of : looked) {
      for (int i = 0; i < of.size(); i++) {
        boolean needs = of.needs[of.lists(i)] == UNPARSABLE;
        if (needs || of.keeps[of.lists(i)] == UNPARSABLE) {
          Candidate record = of.record(i);
          (needs ? record.depends() : record.constrains())
              .stream()
                  .filter(text -> specs.spec(text) == null)
                  .findFirst()
                  .ifPresent(
                      text ->
                          found.add(
                              record.subdir() + "/" + record.fileName() + " (`" + text + "`)"));
        }
      }
    }
    return found;
  }
}
