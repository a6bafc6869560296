package dev.hermetic.record;

import dev.hermetic.version.InvalidVersionException;
import dev.hermetic.version.Version;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

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
 * @param noarch whether it is for all platforms
 * @param depends numbers of lists, not negative; equal ones are one list
 * @param constrains likewise
 * @param texts what the numbers of versions and builds stand for
 * @param parsed the versions that numbers of versions stand for, null for what is none
 * @param lists what the numbers of lists stand for
 */
public record CandidateColumns(
    IntFunction<Candidate> candidates,
    int[] versions,
    int[] builds,
    long[] buildNumbers,
    long[] timestamps,
    int[] trackFeatures,
    boolean[] noarch,
    int[] depends,
    int[] constrains,
    IntFunction<String> texts,
    IntFunction<@Nullable Version> parsed,
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
    boolean[] noarch = new boolean[size];
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
      noarch[i] = candidate.noarch() != null;
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
        noarch,
        depends,
        constrains,
        texts.values::get,
        number -> version(texts.values.get(number)),
        lists.values::get);
  }

  /** The version of a text; null when it is none. */
  public static @Nullable Version version(String text) {
    try {
      return Version.parse(text);
    } catch (InvalidVersionException e) {
      return null;
    }
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
