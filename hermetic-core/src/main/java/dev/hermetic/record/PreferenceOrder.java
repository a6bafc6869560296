package dev.hermetic.record;

import dev.hermetic.version.Version;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Puts the records that one subdir of a channel has of a name in order of preference: fewer
 * track_features, higher version, higher build number. Beyond these, newer ones first, then an order
 * that is total to the last byte. Those without a version come last. Versions are ranked first, so
 * that records are compared by numbers.
 *
 * <p>One object sorts any number of names, one after the other.
 */
public final class PreferenceOrder {
  /** The rank of what is no version. */
  public static final int NO_VERSION = -1;

  /** Bits of a key, together 63. */
  private static final int FEATURE_BITS = 10;

  private static final int RANK_BITS = 23;
  private static final int BUILD_BITS = 30;
  private static final long MOST_FEATURES = (1 << FEATURE_BITS) - 2;
  private static final long MOST_BUILDS = (1 << BUILD_BITS) - 1;

  private final Records records;
  private final StableSort byPreference = new StableSort(this::compare);
  private final StableSort descending = new StableSort(this::compareVersions);

  /** By the numbers of version texts, as far as they were seen among the records of now. */
  private int[] localOf = new int[64];

  private int[] seenIn = new int[64];
  private int generation;

  /** The different versions of the records of now, and per version how many are higher. */
  private @Nullable Version[] versions = new Version[8];

  private int[] ranks = new int[8];
  private int versionCount;

  /** The records of now, and per place among them what mostly tells their order, see {@link #key}. */
  private int[] recordOf = new int[8];

  private int[] rankOf = new int[8];
  private long[] keys = new long[8];

  /** Room to sort. */
  private int[] sorted = new int[8];

  private int[] spare = new int[8];

  /**
   * @param records what is sorted
   */
  public PreferenceOrder(Records records) {
    this.records = records;
  }

  /** Records by their numbers. */
  public interface Records {
    /** The number of the text of a record's version, not negative. */
    int version(int record);

    /** What that number stands for; null when it is no version. */
    @Nullable Version parsed(int version);

    long buildNumber(int record);

    /** Milliseconds since the epoch, -1 when unknown. */
    long timestamp(int record);

    /** How many features lower the preference. */
    int trackFeatures(int record);

    boolean isNoarch(int record);

    /** As {@link PreferenceOrder#compareTexts(Candidate, Candidate)}. */
    int compareTexts(int one, int other);

    /** Takes how many different versions are higher, {@link #NO_VERSION} for what is none. */
    void rank(int record, int rank);
  }

  /** What tells records apart of which all that is preferred is alike: build, version and file name. */
  public static int compareTexts(Candidate one, Candidate other) {
    int order = Utf8Order.INSTANCE.compare(one.build(), other.build());
    if (order == 0) {
      order = Utf8Order.INSTANCE.compare(one.version(), other.version());
    }
    return order == 0 ? Utf8Order.INSTANCE.compare(one.fileName(), other.fileName()) : order;
  }

  /** Sorts a range of record numbers, the records of one name. */
  public void sort(int[] numbers, int from, int to) {
    if (to - from == 1) {
      boolean none = records.parsed(records.version(numbers[from])) == null;
      records.rank(numbers[from], none ? NO_VERSION : 0);
      return;
    }
    int count = to - from;
    if (sorted.length < count) {
      recordOf = new int[2 * count];
      rankOf = new int[2 * count];
      keys = new long[2 * count];
      sorted = new int[2 * count];
      spare = new int[2 * count];
    }
    readVersions(numbers, from, to);
    rankVersions();
    rankRecords(numbers, from, to);
    byPreference.sort(sorted, spare, 0, count);
    for (int i = 0; i < count; i++) {
      numbers[from + i] = recordOf[sorted[i]];
    }
  }

  private void readVersions(int[] numbers, int from, int to) {
    generation++;
    versionCount = 0;
    int last = -1;
    for (int i = from; i < to; i++) {
      int text = records.version(numbers[i]);
      // Neighbours often have one version.
      if (text != last) {
        last = text;
        number(text);
      }
    }
  }

  /** Numbers the versions of a name. */
  private void number(int text) {
    if (text >= seenIn.length) {
      seenIn = Arrays.copyOf(seenIn, 2 * (text + 1));
      localOf = Arrays.copyOf(localOf, seenIn.length);
    }
    if (seenIn[text] == generation) {
      return;
    }
    if (versionCount == versions.length) {
      versions = Arrays.copyOf(versions, 2 * versionCount);
      ranks = new int[versions.length];
    }
    seenIn[text] = generation;
    localOf[text] = versionCount;
    versions[versionCount++] = records.parsed(text);
  }

  private void rankVersions() {
    int count = 0;
    // Channels list them by file name: from the last on, most versions descend already.
    for (int i = versionCount - 1; i >= 0; i--) {
      ranks[i] = NO_VERSION;
      if (versions[i] != null) {
        sorted[count++] = i;
      }
    }
    descending.sort(sorted, spare, 0, count);
    int rank = -1;
    for (int i = 0; i < count; i++) {
      if (i == 0 || compareVersions(sorted[i - 1], sorted[i]) != 0) {
        rank++;
      }
      ranks[sorted[i]] = rank;
    }
  }

  private int compareVersions(int one, int other) {
    return version(other).compareTo(version(one));
  }

  private Version version(int local) {
    return Objects.requireNonNull(versions[local]);
  }

  private void rankRecords(int[] numbers, int from, int to) {
    for (int i = 0; i < to - from; i++) {
      // Versions descend from the last on.
      int record = numbers[to - 1 - i];
      int rank = ranks[localOf[records.version(record)]];
      records.rank(record, rank);
      recordOf[i] = record;
      rankOf[i] = rank;
      keys[i] = key(rank, records.trackFeatures(record), records.buildNumber(record));
      sorted[i] = i;
    }
  }

  /** One number for all that ranks above the time stamp; equal ones tell nothing. */
  private static long key(int rank, int trackFeatures, long buildNumber) {
    if (rank == NO_VERSION) {
      return Long.MAX_VALUE;
    }
    if (trackFeatures >= MOST_FEATURES) {
      return MOST_FEATURES << RANK_BITS + BUILD_BITS;
    }
    long build = MOST_BUILDS - Math.min(buildNumber, MOST_BUILDS);
    return (long) trackFeatures << RANK_BITS + BUILD_BITS | (long) rank << BUILD_BITS | build;
  }

  private int compare(int one, int other) {
    return keys[one] == keys[other]
        ? compareAll(one, other)
        : Long.compare(keys[one], keys[other]);
  }

  /** What keys have no room for, and what ranks below them. */
  private int compareAll(int place, int otherPlace) {
    int one = recordOf[place];
    int other = recordOf[otherPlace];
    int order = Integer.compare(records.trackFeatures(one), records.trackFeatures(other));
    if (order == 0) {
      order = Integer.compare(rankOf[place], rankOf[otherPlace]);
    }
    if (order == 0) {
      order = Long.compare(records.buildNumber(other), records.buildNumber(one));
    }
    if (order == 0) {
      order = Long.compare(records.timestamp(other), records.timestamp(one));
    }
    if (order == 0) {
      order = Boolean.compare(records.isNoarch(one), records.isNoarch(other));
    }
    return order == 0 ? records.compareTexts(one, other) : order;
  }
}
