package dev.hermetic.solve;

import dev.hermetic.record.Candidate;
import dev.hermetic.record.PreferenceOrder;

/**
 * Puts the records of one name in order of preference: fewer track_features, channel rank where that
 * counts, version, build number. Beyond these, newer ones first, then an order that is total to the
 * last byte. The records of each source are in that order already, so that they are merged only.
 */
final class CandidateOrder {
  private static final int RANK_BITS = 20;
  private static final int VERSION_BITS = 24;

  private final Rows rows;
  private final boolean channelsRank;

  /** Per row how many different versions are higher. */
  private final int[] versionRanks;

  private CandidateOrder(Rows rows, boolean channelsRank) {
    this.rows = rows;
    this.channelsRank = channelsRank;
    this.versionRanks = rows.sourceCount() > 1 ? CommonRanks.of(rows) : rows.versionRanks();
  }

  /**
   * The rows in order.
   *
   * @param channelsRank whether the channel ranks above the version
   */
  static Candidates of(String name, Rows rows, boolean channelsRank) {
    if (rows.sourceCount() == 1 && rows.isWhole() && !rows.isTracked()) {
      // Nothing but the version ranks above the build number, and rows are in order.
      return new Candidates(name, rows, null, rows.versionRanks(), new int[] {rows.size()});
    }
    CandidateOrder order = new CandidateOrder(rows, channelsRank);
    return order.candidates(name, order.merged());
  }

  private int[] merged() {
    int[] order = new int[rows.size()];
    for (int row = 0; row < order.length; row++) {
      order[row] = row;
    }
    int[] spare = rows.sourceCount() > 1 ? new int[order.length] : order;
    for (int source = 1; source < rows.sourceCount(); source++) {
      merge(order, spare, rows.first(source), rows.past(source));
    }
    return order;
  }

  /** Brings what is in order up to a place, and what is from there on, into one order. */
  private void merge(int[] order, int[] spare, int middle, int to) {
    System.arraycopy(order, 0, spare, 0, middle);
    int left = 0;
    int right = middle;
    for (int at = 0; left < middle; at++) {
      boolean takesLeft = right == to || compare(spare[left], order[right]) <= 0;
      order[at] = takesLeft ? spare[left++] : order[right++];
    }
  }

  /** Records that are the same in everything stay as they were. */
  private int compare(int a, int b) {
    int order = Long.compare(grade(a), grade(b));
    if (order == 0) {
      order = Long.compare(rows.buildNumber(b), rows.buildNumber(a));
    }
    if (order == 0) {
      order = Long.compare(rows.timestamp(b), rows.timestamp(a));
    }
    return order == 0 ? compareTexts(a, b) : order;
  }

  /** All that ranks above the build number; the lower, the more preferred. */
  private long grade(int row) {
    return rows.isTracked() || channelsRank
        ? tier(row) << VERSION_BITS | versionRanks[row]
        : versionRanks[row];
  }

  /** All that ranks above the version. */
  private long tier(int row) {
    return (long) rows.trackFeatures(row) << RANK_BITS
        | (channelsRank ? rows.channelRank(row) : 0);
  }

  private int compareTexts(int a, int b) {
    int order = Integer.compare(rows.channelRank(a), rows.channelRank(b));
    if (order == 0) {
      order = Boolean.compare(rows.isNoarch(a), rows.isNoarch(b));
    }
    return order == 0 ? compareCandidates(rows.candidate(a), rows.candidate(b)) : order;
  }

  private static int compareCandidates(Candidate one, Candidate other) {
    int order = PreferenceOrder.compareTexts(one, other);
    return order == 0 ? one.subdir().compareTo(other.subdir()) : order;
  }

  private Candidates candidates(String name, int[] order) {
    int[] grades = new int[order.length];
    Ints descendingEnds = new Ints(2);
    long lastGrade = order.length == 0 ? 0 : grade(order[0]);
    for (int i = 1; i < order.length; i++) {
      int last = order[i - 1];
      int row = order[i];
      long grade = grade(row);
      boolean sameGrade = grade == lastGrade;
      grades[i] = grades[i - 1] + (sameGrade ? 0 : 1);
      if (!sameGrade && versionRanks[row] < versionRanks[last]) {
        descendingEnds.add(i);
      }
      lastGrade = grade;
    }
    descendingEnds.add(order.length);
    return new Candidates(name, rows, order, grades, descendingEnds.toArray());
  }
}
