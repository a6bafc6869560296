package dev.hermetic.solve;

import dev.hermetic.record.Candidate;
import dev.hermetic.version.Version;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Gathers the records of one name and puts them in order of preference: fewer track_features,
 * channel rank where that counts, version, build number. Beyond these, newer ones first, then an
 * order that is total to the last byte. A real channel has hundreds of records of a name and few
 * versions: these are read once each and ranked, and records are compared by numbers.
 */
final class CandidateOrder {
  private static final int RANK_BITS = 20;
  private static final int VERSION_BITS = 24;
  private static final int NO_VERSION = -1;

  private final boolean channelsRank;
  private final Function<String, @Nullable Version> parser;
  private final List<Candidate> records = new ArrayList<>();
  private final Ints channelRanks = new Ints();

  /** Per record the number of its version among {@link #versions}. */
  private final Ints versionOf = new Ints();

  private final List<Version> versions = new ArrayList<>();
  private final Map<String, Integer> known = new HashMap<>();
  private String lastText = "";
  private int lastVersion = NO_VERSION;
  private long[] grades = {};
  private long[] buildNumbers = {};
  private long[] timestamps = {};

  private final Comparator<Integer> byText =
      Comparator.comparingInt((Integer i) -> channelRanks().get(i))
          .thenComparing(i -> record(i).noarch() != null)
          .thenComparing(i -> record(i).build())
          .thenComparing(i -> record(i).version())
          .thenComparing(i -> record(i).fileName())
          .thenComparing(i -> record(i).subdir());

  /**
   * @param channelsRank whether the channel ranks above the version
   * @param parser null for what is no version: such records are left out
   */
  CandidateOrder(boolean channelsRank, Function<String, @Nullable Version> parser) {
    this.channelsRank = channelsRank;
    this.parser = parser;
  }

  private Ints channelRanks() {
    return channelRanks;
  }

  private Candidate record(int index) {
    return records.get(index);
  }

  void add(Candidate record, int channelRank) {
    int version = version(record.version());
    if (version != NO_VERSION) {
      records.add(record);
      channelRanks.add(channelRank);
      versionOf.add(version);
    }
  }

  private int version(String text) {
    // Texts of an index are one object each, and neighbours have the same.
    if (text != lastText) {
      Integer number = known.get(text);
      if (number == null) {
        Version version = parser.apply(text);
        number = version == null ? NO_VERSION : versions.size();
        known.put(text, number);
        if (version != null) {
          versions.add(version);
        }
      }
      lastText = text;
      lastVersion = number;
    }
    return lastVersion;
  }

  Candidates sorted(String name) {
    int size = records.size();
    int[] ranks = versionRanks();
    grades = new long[size];
    buildNumbers = new long[size];
    timestamps = new long[size];
    int[] order = new int[size];
    for (int i = 0; i < size; i++) {
      Candidate record = records.get(i);
      long features = record.trackFeatures().size();
      long rank = channelsRank ? channelRanks.get(i) : 0;
      grades[i] = (features << RANK_BITS | rank) << VERSION_BITS | ranks[versionOf.get(i)];
      buildNumbers[i] = record.buildNumber();
      timestamps[i] = record.timestamp();
      // Channels list them by file name: from the last on, most versions descend already.
      order[i] = size - 1 - i;
    }
    sort(order, new int[size], 0, size);
    return candidates(name, order);
  }

  /** Per version how many different ones are higher. */
  private int[] versionRanks() {
    Integer[] descending = new Integer[versions.size()];
    Arrays.setAll(descending, i -> i);
    Arrays.sort(descending, (a, b) -> versions.get(b).compareTo(versions.get(a)));
    int[] ranks = new int[descending.length];
    int rank = 0;
    for (int i = 0; i < descending.length; i++) {
      if (i > 0 && versions.get(descending[i]).compareTo(versions.get(descending[i - 1])) != 0) {
        rank++;
      }
      ranks[descending[i]] = rank;
    }
    return ranks;
  }

  private void sort(int[] order, int[] spare, int from, int to) {
    if (to - from < 2) {
      return;
    }
    int middle = (from + to) >>> 1;
    sort(order, spare, from, middle);
    sort(order, spare, middle, to);
    if (compare(order[middle - 1], order[middle]) <= 0) {
      return;
    }
    System.arraycopy(order, from, spare, from, middle - from);
    int left = from;
    int right = middle;
    for (int at = from; left < middle; at++) {
      boolean takesLeft = right == to || compare(spare[left], order[right]) <= 0;
      order[at] = takesLeft ? spare[left++] : order[right++];
    }
  }

  private int compare(int a, int b) {
    int order = Long.compare(grades[a], grades[b]);
    if (order == 0) {
      order = Long.compare(buildNumbers[b], buildNumbers[a]);
    }
    if (order == 0) {
      order = Long.compare(timestamps[b], timestamps[a]);
    }
    if (order == 0) {
      order = byText.compare(a, b);
    }
    // Of records that are the same in everything the first stays first.
    return order == 0 ? Integer.compare(a, b) : order;
  }

  private Candidates candidates(String name, int[] order) {
    int size = order.length;
    Candidate[] sorted = new Candidate[size];
    Version[] parsed = new Version[size];
    int[] gradeNumbers = new int[size];
    int[] ties = new int[size];
    for (int i = 0; i < size; i++) {
      int record = order[i];
      sorted[i] = records.get(record);
      parsed[i] = versions.get(versionOf.get(record));
      if (i > 0) {
        int last = order[i - 1];
        boolean sameGrade = grades[last] == grades[record];
        boolean tied = sameGrade && buildNumbers[last] == buildNumbers[record];
        gradeNumbers[i] = gradeNumbers[i - 1] + (sameGrade ? 0 : 1);
        ties[i] = ties[i - 1] + (tied ? 0 : 1);
      }
    }
    return new Candidates(name, sorted, parsed, gradeNumbers, ties);
  }
}
