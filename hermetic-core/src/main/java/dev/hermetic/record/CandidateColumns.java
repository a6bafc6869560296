package dev.hermetic.record;

import dev.hermetic.version.InvalidVersionException;
import dev.hermetic.version.Version;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The candidates that one subdir has of a name as rows of numbers, for who has to look at each of
 * many; in {@linkplain PreferenceOrder order of preference}. What is looked at of all comes as
 * columns, each read when asked for and the caller's own. For several threads.
 */
public interface CandidateColumns {

  /** How many candidates there are. */
  int size();

  /** The one of a row. */
  Candidate candidate(int row);

  /**
   * Per row how many different versions of these are higher, {@link PreferenceOrder#NO_VERSION} for
   * what is no version: such are the last.
   */
  int[] ranks();

  /** Per row the number of a list, not negative; equal ones are one list. */
  int[] depends();

  /** As {@link #depends}. */
  int[] constrains();

  /** What the number of a list stands for. */
  List<String> list(int number);

  /** Number of a version text, not negative; equal ones are equal texts. */
  int version(int row);

  /** The version that such a number stands for; null when it is none. */
  @Nullable Version parsed(int version);

  String build(int row);

  long buildNumber(int row);

  /** Milliseconds since the epoch, -1 when unknown. */
  long timestamp(int row);

  /** How many features lower the preference: of those that have a version, the most come last. */
  int trackFeatures(int row);

  /** Whether it is for all platforms. */
  boolean isNoarch(int row);

  /** Rows of candidates that lie in no index. */
  static CandidateColumns of(List<? extends Candidate> candidates) {
    return ListedCandidates.of(candidates);
  }

  /** The version of a text; null when it is none. */
  static @Nullable Version version(String text) {
    try {
      return Version.parse(text);
    } catch (InvalidVersionException e) {
      return null;
    }
  }
}
