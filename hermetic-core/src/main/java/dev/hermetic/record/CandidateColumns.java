package dev.hermetic.record;

import dev.hermetic.version.InvalidVersionException;
import dev.hermetic.version.Version;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The candidates that one subdir has of a name as columns of numbers, for who has to look at each of
 * many; in {@linkplain PreferenceOrder order of preference}. The arrays are shared: nobody may write to
 * them.
 *
 * @param candidates the one of each row
 * @param ranks how many different versions of these are higher, {@link PreferenceOrder#NO_VERSION}
 *     for what is no version
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
    int[] ranks,
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
    return new ListedCandidates(candidates).columns();
  }

  /** The version of a text; null when it is none. */
  public static @Nullable Version version(String text) {
    try {
      return Version.parse(text);
    } catch (InvalidVersionException e) {
      return null;
    }
  }
}
