package dev.hermetic.record;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * The candidates of one name as columns of numbers, for who has to look at each of many. The arrays
 * are shared: nobody may write to them.
 *
 * @param candidates the one of each row
 * @param versions numbers of version texts, not negative; equal ones are equal texts
 * @param builds numbers of build strings, likewise
 * @param buildNumbers build numbers
 * @param timestamps milliseconds since the epoch, -1 when unknown
 * @param trackFeatures how many features lower the preference
 * @param depends numbers of lists, not negative; equal ones are one list
 * @param constrains likewise
 * @param texts what the numbers of versions and builds stand for
 * @param lists what the numbers of lists stand for
 */
public record CandidateColumns(
    IntFunction<Candidate> candidates,
    int[] versions,
    int[] builds,
    long[] buildNumbers,
    long[] timestamps,
    int[] trackFeatures,
    int[] depends,
    int[] constrains,
    IntFunction<String> texts,
    IntFunction<List<String>> lists) {

  /** How many candidates there are. */
  public int size() {
    return versions.length;
  }

  /** Columns of candidates that lie in no index. */
  public static CandidateColumns of(List<? extends Candidate> candidates) {
    int size = candidates.size();
    int[] versions = new int[size];
    int[] builds = new int[size];
    long[] buildNumbers = new long[size];
    long[] timestamps = new long[size];
    int[] trackFeatures = new int[size];
    int[] depends = new int[size];
    int[] constrains = new int[size];
    Numbers<String> texts = new Numbers<>(new HashMap<>());
    Numbers<List<String>> lists = new Numbers<>(new IdentityHashMap<>());
    for (int i = 0; i < size; i++) {
      Candidate candidate = candidates.get(i);
      versions[i] = texts.of(candidate.version());
      builds[i] = texts.of(candidate.build());
      buildNumbers[i] = candidate.buildNumber();
      timestamps[i] = candidate.timestamp();
      trackFeatures[i] = candidate.trackFeatures().size();
      depends[i] = lists.of(candidate.depends());
      constrains[i] = lists.of(candidate.constrains());
    }
    return new CandidateColumns(
        candidates::get,
        versions,
        builds,
        buildNumbers,
        timestamps,
        trackFeatures,
        depends,
        constrains,
        texts.values::get,
        lists.values::get);
  }

  /** Numbers what it is shown, from 0 on. */
  private static final class Numbers<T> {
    private final Map<T, Integer> numbers;
    private final List<T> values = new ArrayList<>();

    Numbers(Map<T, Integer> numbers) {
      this.numbers = numbers;
    }

    int of(T value) {
      Integer known = numbers.putIfAbsent(value, values.size());
      if (known == null) {
        values.add(value);
        return values.size() - 1;
      }
      return known;
    }
  }
}
