package dev.hermetic.solve;

import dev.hermetic.record.Candidate;
import dev.hermetic.record.CandidateColumns;
import dev.hermetic.record.PreferenceOrder;
import dev.hermetic.version.Version;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Records of one name as all channels list them that may give it, in numbers: those of each source in
 * its order. A real channel has hundreds of records of a name, of which few are looked at closely:
 * only what tells their order and what they depend on is read of all.
 */
final class Rows {
  private final long newest;
  private final List<Source> sources = new ArrayList<>(2);
  private boolean tracked;

  /** By the number of a pair of lists the numbers that its source has for them. */
  private final Ints dependsOf = new Ints();

  private final Ints constrainsOf = new Ints();

  /** Per row its version's rank in its source and its lists of dependencies. */
  private int[] versionRanks = {};

  private int[] listsOf = {};
  private int size;

  /**
   * What lists some of the rows.
   *
   * @param first the row that its first record has
   * @param past one past the last such row
   * @param places where it has each of them; null where they are its first ones
   */
  private record Source(
      CandidateColumns columns, int channelRank, int first, int past, int @Nullable [] places) {
    int place(int row) {
      return places == null ? row - first : places[row - first];
    }
  }

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
    int[] ranks = columns.ranks();
    // Those without a version are the last.
    int count = ranks.length;
    while (count > 0 && ranks[count - 1] == PreferenceOrder.NO_VERSION) {
      count--;
    }
    int[] places = newest == Long.MAX_VALUE ? null : oldEnough(columns, count);
    count = places == null ? count : places.length;
    Source source = new Source(columns, channelRank, size, size + count, places);
    sources.add(source);
    size = source.past;
    // Those with most of them are the last.
    tracked |= count > 0 && trackFeatures(size - 1) > 0;
    if (places == null && sources.size() == 1) {
      versionRanks = count == ranks.length ? ranks : Arrays.copyOf(ranks, count);
      listsOf = new int[count];
    } else {
      versionRanks = Arrays.copyOf(versionRanks, size);
      listsOf = Arrays.copyOf(listsOf, size);
      for (int row = source.first; row < size; row++) {
        versionRanks[row] = ranks[source.place(row)];
      }
    }
    numberLists(source);
  }

  /** Which of a source's first records are not left out. */
  private int[] oldEnough(CandidateColumns columns, int count) {
    int[] places = new int[count];
    int old = 0;
    for (int i = 0; i < count; i++) {
      long timestamp = columns.timestamp(i);
      if (timestamp < 0 || timestamp <= newest) {
        places[old++] = i;
      }
    }
    return Arrays.copyOf(places, old);
  }

  private void numberLists(Source source) {
    int[] depends = source.columns.depends();
    int[] constrains = source.columns.constrains();
    Numbering lists = new Numbering();
    int known = dependsOf.size();
    long last = -1;
    int number = 0;
    for (int row = source.first; row < size; row++) {
      int place = source.place(row);
      long both = (long) depends[place] << Integer.SIZE | constrains[place];
      // Neighbours often have the same.
      if (both != last) {
        last = both;
        number = known + lists.of(both);
        if (number == dependsOf.size()) {
          dependsOf.add(depends[place]);
          constrainsOf.add(constrains[place]);
        }
      }
      listsOf[row] = number;
    }
  }

  int size() {
    return size;
  }

  /** Whether there is one source, of which nothing is left out that has a version. */
  boolean isWhole() {
    return sources.size() == 1 && sources.get(0).places == null;
  }

  /** How many sources have rows, or had some that are left out. */
  int sourceCount() {
    return sources.size();
  }

  /** The row that the first record of a source has. */
  int first(int source) {
    return sources.get(source).first;
  }

  /** One past the row of the last record of a source. */
  int past(int source) {
    return sources.get(source).past;
  }

  private Source source(int row) {
    int at = sources.size() - 1;
    Source source = sources.get(at);
    while (source.first > row) {
      source = sources.get(--at);
    }
    return source;
  }

  Version version(int row) {
    Source source = source(row);
    return Objects.requireNonNull(
        source.columns.parsed(source.columns.version(source.place(row))));
  }

  /** Whether two rows have the same version by the letter, as far as is seen at a glance. */
  boolean haveOneVersion(int one, int other) {
    Source source = source(one);
    return source == source(other)
        && versionRanks[one] == versionRanks[other]
        && source.columns.version(source.place(one)) == source.columns.version(source.place(other));
  }

  /** How many different pairs of {@code depends} and {@code constrains} there are. */
  int listCount() {
    return dependsOf.size();
  }

  /** Number of a row's {@code depends} and {@code constrains}: rows with one number have the same. */
  int lists(int row) {
    return listsOf[row];
  }

  int channelRank(int row) {
    return source(row).channelRank;
  }

  long buildNumber(int row) {
    Source source = source(row);
    return source.columns.buildNumber(source.place(row));
  }

  long timestamp(int row) {
    Source source = source(row);
    return source.columns.timestamp(source.place(row));
  }

  /** Per row how many versions of its source are higher; not to be written to. */
  int[] versionRanks() {
    return versionRanks;
  }

  /** Whether some record has track_features. */
  boolean isTracked() {
    return tracked;
  }

  int trackFeatures(int row) {
    Source source = source(row);
    return source.columns.trackFeatures(source.place(row));
  }

  boolean isNoarch(int row) {
    Source source = source(row);
    return source.columns.isNoarch(source.place(row));
  }

  String build(int row) {
    Source source = source(row);
    return source.columns.build(source.place(row));
  }

  Candidate candidate(int row) {
    Source source = source(row);
    return source.columns.candidate(source.place(row));
  }

  List<String> depends(int row) {
    return source(row).columns.list(dependsOf.get(listsOf[row]));
  }

  List<String> constrains(int row) {
    return source(row).columns.list(constrainsOf.get(listsOf[row]));
  }
}
