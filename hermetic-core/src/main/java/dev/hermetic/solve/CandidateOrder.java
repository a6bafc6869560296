package dev.hermetic.solve;

import dev.hermetic.record.Candidate;
import dev.hermetic.version.Version;
import java.util.Arrays;

/**
 * Puts the records of one name in order of preference: fewer track_features, channel rank where that
 * counts, version, build number. Beyond these, newer ones first, then an order that is total to the
 * last byte. Versions are ranked, records dealt out by rank, and only those of one grade compared,
 * which are few.
 */
final class CandidateOrder {
  private static final int RANK_BITS = 20;
  private static final int VERSION_BITS = 24;

  /** Up to how many records inserting one after the other is faster than merging. */
  private static final int FEW = 8;

  private final Rows rows;
  private final boolean channelsRank;
  private final long[] buildNumbers;
  private final long[] timestamps;
  private final MergeSort.Order within = this::compare;

  private CandidateOrder(Rows rows, boolean channelsRank) {
    this.rows = rows;
    this.channelsRank = channelsRank;
    this.buildNumbers = rows.buildNumbers();
    this.timestamps = rows.timestamps();
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
    for (int from = 0; from < order.length; ) {
      int grade = grades[order[from]];
      int to = from + 1;
      while (to < order.length && grades[order[to]] == grade) {
        to++;
      }
      if (to - from > FEW) {
        MergeSort.sort(order, spare, from, to, within);
      } else {
        insert(order, from, to);
      }
      from = to;
    }
    return candidates(name, order, grades, versionRanks);
  }

  private void insert(int[] order, int from, int to) {
    for (int i = from + 1; i < to; i++) {
      int row = order[i];
      int at = i;
      for (; at > from && compare(order[at - 1], row) > 0; at--) {
        order[at] = order[at - 1];
      }
      order[at] = row;
    }
  }

  /** Per version how many different ones are higher; of those that are no versions, 0. */
  private int[] versionRanks() {
    int[] ranks = new int[rows.versionCount()];
    Version[] versions = new Version[ranks.length];
    int[] descending = new int[ranks.length];
    int count = 0;
    // Channels list them by file name: from the last on, most versions descend already.
    for (int i = ranks.length - 1; i >= 0; i--) {
      Version version = rows.versionNumbered(i);
      if (version != null) {
        versions[i] = version;
        descending[count++] = i;
      }
    }
    MergeSort.sort(
        descending, new int[count], 0, count, (a, b) -> versions[b].compareTo(versions[a]));
    int rank = 0;
    for (int i = 1; i < count; i++) {
      if (versions[descending[i]].compareTo(versions[descending[i - 1]]) != 0) {
        rank++;
      }
      ranks[descending[i]] = rank;
    }
    return ranks;
  }

  /** Per row the number of its grade, ascending in order of preference; some may have no row. */
  private int[] grades(int[] versionRanks) {
    int[] grades = new int[rows.size()];
    int[] versions = rows.versions();
    for (int row = 0; row < grades.length; row++) {
      grades[row] = versionRanks[versions[row]];
    }
    if ((rows.isTracked() || channelsRank) && tiersDiffer()) {
      tier(grades);
    }
    return grades;
  }

  private boolean tiersDiffer() {
    int row = 1;
    while (row < rows.size() && tier(row) == tier(0)) {
      row++;
    }
    return row < rows.size();
  }

  /** Lets what ranks above the version decide before it. */
  private void tier(int[] grades) {
    long[] keys = new long[grades.length];
    for (int row = 0; row < keys.length; row++) {
      keys[row] = tier(row) << VERSION_BITS | grades[row];
    }
    long[] ascending = keys.clone();
    Arrays.sort(ascending);
    int distinct = 0;
    for (long key : ascending) {
      if (distinct == 0 || ascending[distinct - 1] != key) {
        ascending[distinct++] = key;
      }
    }
    for (int row = 0; row < keys.length; row++) {
      grades[row] = Arrays.binarySearch(ascending, 0, distinct, keys[row]);
    }
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
    int order = Long.compare(buildNumbers[b], buildNumbers[a]);
    if (order == 0) {
      order = Long.compare(timestamps[b], timestamps[a]);
    }
    if (order == 0) {
      order = compareTexts(a, b);
    }
    // Of records that are the same in everything the first stays first.
    return order == 0 ? Integer.compare(a, b) : order;
  }

  private int compareTexts(int a, int b) {
    int order = Integer.compare(rows.channelRank(a), rows.channelRank(b));
    if (order == 0) {
      order = Boolean.compare(rows.isNoarch(a), rows.isNoarch(b));
    }
    if (order == 0) {
      order = rows.build(a).compareTo(rows.build(b));
    }
    return order == 0 ? compareFiles(a, b) : order;
  }

  private int compareFiles(int a, int b) {
    Candidate one = rows.candidate(a);
    Candidate other = rows.candidate(b);
    int order = one.version().compareTo(other.version());
    if (order == 0) {
      order = one.fileName().compareTo(other.fileName());
    }
    return order == 0 ? one.subdir().compareTo(other.subdir()) : order;
  }

  private Candidates candidates(String name, int[] order, int[] gradeOf, int[] versionRanks) {
    int[] grades = new int[order.length];
    int[] ties = new int[order.length];
    Ints descendingEnds = new Ints(2);
    int[] versions = rows.versions();
    for (int i = 1; i < order.length; i++) {
      int last = order[i - 1];
      int row = order[i];
      boolean sameGrade = gradeOf[last] == gradeOf[row];
      boolean tied = sameGrade && buildNumbers[last] == buildNumbers[row];
      grades[i] = grades[i - 1] + (sameGrade ? 0 : 1);
      ties[i] = ties[i - 1] + (tied ? 0 : 1);
      if (!sameGrade && versionRanks[versions[row]] < versionRanks[versions[last]]) {
        descendingEnds.add(i);
      }
    }
    descendingEnds.add(order.length);
    return new Candidates(name, rows, order, grades, ties, descendingEnds.toArray());
  }
}
