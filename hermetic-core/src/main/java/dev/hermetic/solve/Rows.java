package dev.hermetic.solve;

import dev.hermetic.record.Candidate;
import dev.hermetic.record.CandidateColumns;
import dev.hermetic.record.PreferenceOrder;
import dev.hermetic.version.Version;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Records of one name as all channels list them that may give it, in numbers: those of each source in
 * its order. A real channel has hundreds of records of a name, fewer versions and few lists of
 * dependencies, which are read once each.
 */
final class Rows {
  private final long newest;
  private final List<CandidateColumns> sources = new ArrayList<>();

  /** Per source the rank of its channel, and the row that its first record has. */
  private final Ints channelRanks = new Ints(2);

  private final Ints firsts = new Ints(2);
  private int listCount;
  private boolean tracked;

  /** Whether each row is the one of the only source, whose arrays are the ones here. */
  private boolean whole;

  /** Per row where its source has it, its version's rank there and its lists of dependencies. */
  private int[] places = {};

  private int[] versionRanks = {};
  private int[] listsOf = {};
  private long[] buildNumbers = {};
  private long[] timestamps = {};
  private int size;

  /**
   * @param newest the latest time stamp of records that are not left out, in milliseconds since the
   *     epoch; those without one never are
   */
  Rows(long newest) {
    this.newest = newest;
  }

  /** Adds all but what has no version. */
  void add(CandidateColumns columns, int channelRank) {
    if (columns.size() == 0) {
      return;
    }
    sources.add(columns);
    channelRanks.add(channelRank);
    firsts.add(size);
    int first = size;
    whole = sources.size() == 1 && isWhole(columns);
    if (whole) {
      takeWhole(columns);
    } else {
      take(columns);
    }
    numberLists(columns, first);
  }

  private boolean isWhole(CandidateColumns columns) {
    // Those without a version are the last.
    return newest == Long.MAX_VALUE
        && columns.ranks()[columns.size() - 1] != PreferenceOrder.NO_VERSION;
  }

  private void takeWhole(CandidateColumns columns) {
    size = columns.size();
    versionRanks = columns.ranks();
    buildNumbers = columns.buildNumbers();
    timestamps = columns.timestamps();
    places = new int[size];
    listsOf = new int[size];
    for (int i = 0; i < size; i++) {
      places[i] = i;
    }
    // Those with most of them are the last.
    tracked = columns.trackFeatures()[size - 1] > 0;
  }

  private void take(CandidateColumns columns) {
    makeRoom(size + columns.size());
    int[] ranks = columns.ranks();
    int[] features = columns.trackFeatures();
    long[] numbers = columns.buildNumbers();
    long[] times = columns.timestamps();
    for (int i = 0; i < ranks.length; i++) {
      long timestamp = times[i];
      if (ranks[i] != PreferenceOrder.NO_VERSION && (timestamp < 0 || timestamp <= newest)) {
        places[size] = i;
        versionRanks[size] = ranks[i];
        buildNumbers[size] = numbers[i];
        timestamps[size] = timestamp;
        tracked |= features[i] > 0;
        size++;
      }
    }
  }

  /** Copies what may be a source's own. */
  private void makeRoom(int count) {
    places = Arrays.copyOf(places, count);
    versionRanks = Arrays.copyOf(versionRanks, count);
    listsOf = Arrays.copyOf(listsOf, count);
    buildNumbers = Arrays.copyOf(buildNumbers, count);
    timestamps = Arrays.copyOf(timestamps, count);
  }

  private void numberLists(CandidateColumns columns, int first) {
    int[] depends = columns.depends();
    int[] constrains = columns.constrains();
    Numbering lists = new Numbering();
    long last = -1;
    int number = 0;
    for (int row = first; row < size; row++) {
      int place = places[row];
      long both = (long) depends[place] << Integer.SIZE | constrains[place];
      // Neighbours often have the same.
      if (both != last) {
        last = both;
        number = listCount + lists.of(both);
      }
      listsOf[row] = number;
    }
    listCount += lists.count();
  }

  int size() {
    return size;
  }

  /** Whether there is one source, of which nothing is left out. */
  boolean isWhole() {
    return whole;
  }

  /** How many sources have rows, or had some that are left out. */
  int sourceCount() {
    return sources.size();
  }

  /** The row that the first record of a source has. */
  int first(int source) {
    return firsts.get(source);
  }

  /** One past the row of the last record of a source. */
  int past(int source) {
    return source + 1 < firsts.size() ? firsts.get(source + 1) : size;
  }

  int source(int row) {
    int source = firsts.size() - 1;
    while (firsts.get(source) > row) {
      source--;
    }
    return source;
  }

  Version version(int row) {
    CandidateColumns columns = sources.get(source(row));
    return Objects.requireNonNull(columns.parsed().apply(columns.versions()[places[row]]));
  }

  /** Whether two rows have the same version by the letter, as far as is seen at a glance. */
  boolean haveOneVersion(int one, int other) {
    int source = source(one);
    int[] versions = sources.get(source).versions();
    return source == source(other) && versions[places[one]] == versions[places[other]];
  }

  /** How many different pairs of {@code depends} and {@code constrains} there are. */
  int listCount() {
    return listCount;
  }

  /** Number of a row's {@code depends} and {@code constrains}: rows with one number have the same. */
  int lists(int row) {
    return listsOf[row];
  }

  int channelRank(int row) {
    return channelRanks.get(source(row));
  }

  long buildNumber(int row) {
    return buildNumbers[row];
  }

  /** Per row; the arrays may be longer, and are not to be written to. */
  long[] buildNumbers() {
    return buildNumbers;
  }

  /** As {@link #buildNumbers}. */
  long[] timestamps() {
    return timestamps;
  }

  /** As {@link #buildNumbers} how many versions of its source are higher. */
  int[] versionRanks() {
    return versionRanks;
  }

  /** Whether some record has track_features. */
  boolean isTracked() {
    return tracked;
  }

  int trackFeatures(int row) {
    return sources.get(source(row)).trackFeatures()[places[row]];
  }

  boolean isNoarch(int row) {
    return sources.get(source(row)).noarch()[places[row]];
  }

  String build(int row) {
    CandidateColumns columns = sources.get(source(row));
    return columns.texts().apply(columns.builds()[places[row]]);
  }

  Candidate candidate(int row) {
    return sources.get(source(row)).candidates().apply(places[row]);
  }

  List<String> depends(int row) {
    CandidateColumns columns = sources.get(source(row));
    return columns.lists().apply(columns.depends()[places[row]]);
  }

  List<String> constrains(int row) {
    CandidateColumns columns = sources.get(source(row));
    return columns.lists().apply(columns.constrains()[places[row]]);
  }
}
