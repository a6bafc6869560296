package dev.hermetic.solve;

import dev.hermetic.record.Candidate;
import dev.hermetic.record.CandidateColumns;
import dev.hermetic.version.Version;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Records of one name as all channels list them that may give it, in numbers. A real channel has
 * hundreds of records of a name, fewer versions and few lists of dependencies, which are read once
 * each.
 */
final class Rows {
  private final long newest;
  private final List<CandidateColumns> sources = new ArrayList<>();

  /** Per source the rank of its channel, and the row that its first record has. */
  private final Ints ranks = new Ints(2);

  private final Ints firsts = new Ints(2);
  private @Nullable Version[] versions = new Version[8];
  private int versionCount;
  private int listCount;
  private boolean tracked;

  /** Per row where its source has it, its version and its {@code depends} and {@code constrains}. */
  private int[] places = {};

  private int[] versionOf = {};
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
    sources.add(columns);
    ranks.add(channelRank);
    firsts.add(size);
    places = Arrays.copyOf(places, size + columns.size());
    versionOf = Arrays.copyOf(versionOf, places.length);
    listsOf = Arrays.copyOf(listsOf, places.length);
    buildNumbers = Arrays.copyOf(buildNumbers, places.length);
    timestamps = Arrays.copyOf(timestamps, places.length);
    int[] numbered = numbered(columns);
    int[] depends = columns.depends();
    int[] constrains = columns.constrains();
    int[] features = columns.trackFeatures();
    long[] numbers = columns.buildNumbers();
    long[] times = columns.timestamps();
    Numbering lists = new Numbering();
    for (int i = 0; i < numbered.length; i++) {
      long timestamp = times[i];
      if (versions[numbered[i]] != null && (timestamp < 0 || timestamp <= newest)) {
        places[size] = i;
        versionOf[size] = numbered[i];
        listsOf[size] =
            listCount + lists.of((long) depends[i] << Integer.SIZE | constrains[i]);
        buildNumbers[size] = numbers[i];
        timestamps[size] = timestamp;
        tracked |= features[i] > 0;
        size++;
      }
    }
    listCount += lists.count();
  }

  /** Gives versions their numbers; those of each record. */
  private int[] numbered(CandidateColumns columns) {
    int[] texts = columns.versions();
    int[] numbered = new int[texts.length];
    int others = versionCount;
    Numbering numbers = new Numbering();
    for (int i = 0; i < texts.length; i++) {
      // Neighbours often have one version.
      if (i > 0 && texts[i] == texts[i - 1]) {
        numbered[i] = numbered[i - 1];
        continue;
      }
      int number = others + numbers.of(texts[i]);
      if (number == versionCount) {
        if (number == versions.length) {
          versions = Arrays.copyOf(versions, 2 * number);
        }
        versions[versionCount++] = columns.parsed().apply(texts[i]);
      }
      numbered[i] = number;
    }
    return numbered;
  }

  int size() {
    return size;
  }

  int versionCount() {
    return versionCount;
  }

  /** What has a number among the versions; null when no row has it. */
  @Nullable Version versionNumbered(int version) {
    return versions[version];
  }

  /** Number of a row's version. */
  int version(int row) {
    return versionOf[row];
  }

  /** How many different pairs of {@code depends} and {@code constrains} there are. */
  int listCount() {
    return listCount;
  }

  /** Number of a row's {@code depends} and {@code constrains}: rows with one number have the same. */
  int lists(int row) {
    return listsOf[row];
  }

  private int source(int row) {
    int source = firsts.size() - 1;
    while (firsts.get(source) > row) {
      source--;
    }
    return source;
  }

  int channelRank(int row) {
    return ranks.get(source(row));
  }

  /** Per row; the arrays may be longer. */
  long[] buildNumbers() {
    return buildNumbers;
  }

  /** As {@link #buildNumbers}. */
  long[] timestamps() {
    return timestamps;
  }

  /** As {@link #buildNumbers} the numbers of versions. */
  int[] versions() {
    return versionOf;
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
