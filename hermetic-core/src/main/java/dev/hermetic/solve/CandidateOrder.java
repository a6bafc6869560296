package dev.hermetic.solve;

import dev.hermetic.record.Candidate;
import dev.hermetic.version.Version;
import java.util.Arrays;
import java.util.Objects;

/**
 * Puts the records of one name in order of preference: fewer track_features, channel rank where that
 * counts, version, build number. Beyond these, newer ones first, then an order that is total to the
 * last byte. Versions are ranked, records dealt out by rank, and only those of one grade compared,
 * which are few.
 */
final class CandidateOrder {
  private static final int RANK_BITS = 20;
  private static final int VERSION_BITS = 24;

  private final Rows rows;
  private final boolean channelsRank;

  private CandidateOrder(Rows rows, boolean channelsRank) {
    this.rows = rows;
    this.channelsRank = channelsRank;
  }

  /**
   * The rows in order.
   *
   * @param channelsRank whether the channel ranks above the version
   */
  static Candidates of(String name, Rows rows, boolean channelsRank) {
    return new CandidateOrder(rows, channelsRank).sorted(name);
  }

  private Candidates sorted(String name) {
    int[] versionRanks = versionRanks();
    int[] grades = grades(versionRanks);
    int[] order = dealt(grades);
    int[] spare = new int[order.length];
    MergeSort.Order within = this::compare;
    for (int from = 0; from < order.length; ) {
      int to = from + 1;
      while (to < order.length && grades[order[to]] == grades[order[from]]) {
        to++;
      }
      MergeSort.sort(order, spare, from, to, within);
      from = to;
    }
    return candidates(name, order, grades, versionRanks);
  }

  /** Per version how many different ones are higher; of those that are no versions, 0. */
  private int[] versionRanks() {
    int[] ranks = new int[rows.versionCount()];
    int[] descending = new int[ranks.length];
    int count = 0;
    // Channels list them by file name: from the last on, most versions descend already.
    for (int version = ranks.length - 1; version >= 0; version--) {
      if (rows.versionNumbered(version) != null) {
        descending[count++] = version;
      }
    }
    MergeSort.sort(descending, new int[count], 0, count, (a, b) -> compareVersions(b, a));
    int rank = 0;
    for (int i = 1; i < count; i++) {
      if (compareVersions(descending[i], descending[i - 1]) != 0) {
        rank++;
      }
      ranks[descending[i]] = rank;
    }
    return ranks;
  }

  private int compareVersions(int a, int b) {
    return version(a).compareTo(version(b));
  }

  private Version version(int version) {
    return Objects.requireNonNull(rows.versionNumbered(version));
  }

  /** Per row the number of its grade, ascending in order of preference; some may have no row. */
  private int[] grades(int[] versionRanks) {
    int[] grades = new int[rows.size()];
    boolean versionsDecide = true;
    for (int row = 0; row < grades.length; row++) {
      grades[row] = versionRanks[rows.version(row)];
      versionsDecide &= tier(row) == tier(0);
    }
    if (!versionsDecide) {
      long[] keys = new long[grades.length];
      for (int row = 0; row < keys.length; row++) {
        keys[row] = tier(row) << VERSION_BITS | grades[row];
      }
      long[] ascending = Arrays.stream(keys).sorted().distinct().toArray();
      for (int row = 0; row < keys.length; row++) {
        grades[row] = Arrays.binarySearch(ascending, keys[row]);
      }
    }
    return grades;
  }

  /** All that ranks above the version. */
  private long tier(int row) {
    return (long) rows.trackFeatures(row) << RANK_BITS
        | (channelsRank ? rows.channelRank(row) : 0);
  }

  /** The rows by grade. */
  private static int[] dealt(int[] grades) {
    int last = 0;
    for (int grade : grades) {
      last = Math.max(last, grade);
    }
    int[] places = new int[last + 2];
    for (int grade : grades) {
      places[grade + 1]++;
    }
    for (int grade = 1; grade < places.length; grade++) {
      places[grade] += places[grade - 1];
    }
    int[] order = new int[grades.length];
    for (int row = 0; row < grades.length; row++) {
      order[places[grades[row]]++] = row;
    }
    return order;
  }

  private int compare(int a, int b) {
    int order = Long.compare(rows.buildNumber(b), rows.buildNumber(a));
    if (order == 0) {
      order = Long.compare(rows.timestamp(b), rows.timestamp(a));
    }
    if (order == 0) {
      order = compareTexts(a, b);
    }
    // Of records that are the same in everything the first stays first.
    return order == 0 ? Integer.compare(a, b) : order;
  }

  private int compareTexts(int a, int b) {
    int order = Integer.compare(rows.channelRank(a), rows.channelRank(b));
    if (order != 0) {
      return order;
    }
    Candidate one = rows.candidate(a);
    Candidate other = rows.candidate(b);
    order = Boolean.compare(one.noarch() != null, other.noarch() != null);
    if (order == 0) {
      order = one.build().compareTo(other.build());
    }
    if (order == 0) {
      order = one.version().compareTo(other.version());
    }
    if (order == 0) {
      order = one.fileName().compareTo(other.fileName());
    }
    return order == 0 ? one.subdir().compareTo(other.subdir()) : order;
  }

  private Candidates candidates(String name, int[] order, int[] gradeOf, int[] versionRanks) {
    int[] grades = new int[order.length];
    int[] ties = new int[order.length];
    Ints descendingEnds = new Ints(2);
    for (int i = 1; i < order.length; i++) {
      int last = order[i - 1];
      int row = order[i];
      boolean sameGrade = gradeOf[last] == gradeOf[row];
      boolean tied = sameGrade && rows.buildNumber(last) == rows.buildNumber(row);
      grades[i] = grades[i - 1] + (sameGrade ? 0 : 1);
      ties[i] = ties[i - 1] + (tied ? 0 : 1);
      if (versionRanks[rows.version(row)] < versionRanks[rows.version(last)]) {
        descendingEnds.add(i);
      }
    }
    descendingEnds.add(order.length);
    return new Candidates(name, rows, order, grades, ties, descendingEnds.toArray());
  }
}
