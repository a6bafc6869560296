package dev.hermetic.solve;

import dev.hermetic.record.Candidate;
import dev.hermetic.record.CandidateColumns;
import dev.hermetic.version.Version;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Records of one name as all channels list them that may give it, in numbers. A real channel has
 * hundreds of records of a name, fewer versions and few lists of dependencies, which are read once
 * each.
 */
final class Rows {
  private final Function<String, @Nullable Version> parser;
  private final LongPredicate tooNew;
  private final List<CandidateColumns> sources = new ArrayList<>();

  /** Per source the rank of its channel, and the row that its first record has. */
  private final Ints ranks = new Ints(2);

  private final Ints firsts = new Ints(2);
  private final List<@Nullable Version> versions = new ArrayList<>();
  private int listCount;

  /** Per row where its source has it, its version and its {@code depends} and {@code constrains}. */
  private int[] places = {};

  private int[] versionOf = {};
  private int[] listsOf = {};
  private long[] buildNumbers = {};
  private long[] timestamps = {};
  private int[] trackFeatures = {};
  private int size;

  /**
   * @param parser null for what is no version: such records are left out
   * @param tooNew the time stamps of records that are left out too
   */
  Rows(Function<String, @Nullable Version> parser, LongPredicate tooNew) {
    this.parser = parser;
    this.tooNew = tooNew;
  }

  void add(CandidateColumns columns, int channelRank) {
    sources.add(columns);
    ranks.add(channelRank);
    firsts.add(size);
    places = Arrays.copyOf(places, size + columns.size());
    versionOf = Arrays.copyOf(versionOf, places.length);
    listsOf = Arrays.copyOf(listsOf, places.length);
    buildNumbers = Arrays.copyOf(buildNumbers, places.length);
    timestamps = Arrays.copyOf(timestamps, places.length);
    trackFeatures = Arrays.copyOf(trackFeatures, places.length);
    int[] texts = columns.versions();
    int[] depends = columns.depends();
    int[] constrains = columns.constrains();
    int otherVersions = versions.size();
    Numbering numbers = new Numbering();
    Numbering lists = new Numbering();
    for (int i = 0; i < texts.length; i++) {
      int version = otherVersions + numbers.of(texts[i]);
      if (version == versions.size()) {
        versions.add(parser.apply(columns.texts().apply(texts[i])));
      }
      if (versions.get(version) != null && !tooNew.test(columns.timestamps()[i])) {
        places[size] = i;
        versionOf[size] = version;
        listsOf[size] =
            listCount + lists.of((long) depends[i] << Integer.SIZE | constrains[i]);
        buildNumbers[size] = columns.buildNumbers()[i];
        timestamps[size] = columns.timestamps()[i];
        trackFeatures[size] = columns.trackFeatures()[i];
        size++;
      }
    }
    listCount += lists.count();
  }

  int size() {
    return size;
  }

  int versionCount() {
    return versions.size();
  }

  /** What has a number among the versions; null when no row has it. */
  @Nullable Version versionNumbered(int version) {
    return versions.get(version);
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

  long buildNumber(int row) {
    return buildNumbers[row];
  }

  long timestamp(int row) {
    return timestamps[row];
  }

  int trackFeatures(int row) {
    return trackFeatures[row];
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
