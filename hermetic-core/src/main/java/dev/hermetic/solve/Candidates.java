package dev.hermetic.solve;

import dev.hermetic.record.Candidate;
import dev.hermetic.record.CandidateColumns;
import dev.hermetic.version.Version;
import java.util.BitSet;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * All records of one name that may be chosen at all, most preferred first as far as the record alone
 * can tell: fewer track_features, channel rank (flexible priority only), version, build number.
 * Records equal in these form a tie, which {@link TieBreaker} orders when a choice depends on it.
 */
final class Candidates {
  static final Candidates NONE =
      CandidateOrder.of("", new Rows(Long.MAX_VALUE), false);

  final String name;
  private final Rows rows;

  /** The row of each record; null where each is its own. */
  private final int @Nullable [] rowOf;

  /** Number of the grade of each record, ascending from 0: alike in all above the build number. */
  final int[] grades;

  /** Records in order of preference; null as long as they are as they are numbered. */
  private int @Nullable [] order;

  /** By {@link #lists} the spec numbers of {@code depends} and {@code constrains}, once asked for. */
  final int[][] needs;

  final int[][] keeps;

  /** What the others than a held record need: nothing, and unlike any record. */
  private static final int[] OTHERS = {};

  /** The tie that was asked for last: the same one is, again and again. */
  private int knownStart;

  private int knownEnd;

  /** Where ties begin that are in their final order. */
  private final BitSet ordered = new BitSet();

  /** Where versions stop to descend, as record numbers, and the number of records. */
  private final int[] descendingEnds;

  private int @Nullable [] versionEnds;

  /**
   * @param rowOf the row of each record, in order of preference; null where the rows are in order
   * @param grades see {@link #grades}; not written to
   * @param descendingEnds where versions stop to descend, as record numbers, and how many there are
   */
  Candidates(
      String name, Rows rows, int @Nullable [] rowOf, int[] grades, int[] descendingEnds) {
    this.name = name;
    this.rows = rows;
    this.rowOf = rowOf;
    this.grades = grades;
    this.needs = new int[rows.listCount()][];
    this.keeps = new int[rows.listCount()][];
    this.descendingEnds = descendingEnds;
  }

  /**
   * One record, and one candidate for whatever else there may be of its name: that one meets every
   * spec and needs nothing. What has no answer with it has none with all the others either.
   */
  static Candidates held(String name, Candidate record) {
    Rows rows = new Rows(Long.MAX_VALUE);
    CandidateColumns one = CandidateColumns.of(List.of(record));
    rows.add(one, 0);
    // As of a channel that ranks lower: a row of its own, less preferred.
    rows.add(one, 1);
    Candidates held = CandidateOrder.of(name, rows, true);
    held.needs[1] = OTHERS;
    held.keeps[1] = OTHERS;
    return held;
  }

  /** Whether it is as {@link #held} makes it; the others are the second candidate. */
  boolean isHeld() {
    return needs.length == 2 && needs[1] == OTHERS;
  }

  /** The record at a position of the order of preference, final as soon as {@link #tieOrdered}. */
  int at(int position) {
    return order == null ? position : order[position];
  }

  /** Puts the records of a tie, which begins at a position, into their final order. */
  void reorder(int start, int[] records) {
    if (order == null) {
      order = IntStream.range(0, grades.length).toArray();
    }
    System.arraycopy(records, 0, order, start, records.length);
  }

  private int row(int candidate) {
    return rowOf == null ? candidate : rowOf[candidate];
  }

  Candidate record(int candidate) {
    return rows.candidate(row(candidate));
  }

  List<Candidate> records() {
    return IntStream.range(0, grades.length).mapToObj(this::record).toList();
  }

  Version version(int candidate) {
    return rows.version(row(candidate));
  }

  String build(int candidate) {
    return rows.build(row(candidate));
  }

  int trackFeatures(int candidate) {
    return rows.trackFeatures(row(candidate));
  }

  /** Records with one number have the same {@code depends} and {@code constrains}. */
  int lists(int candidate) {
    return rows.lists(row(candidate));
  }

  List<String> depends(int candidate) {
    return rows.depends(row(candidate));
  }

  List<String> constrains(int candidate) {
    return rows.constrains(row(candidate));
  }

  /** One past the last record from the given one on up to which no version is higher than before. */
  int descendingEnd(int record) {
    int at = 0;
    while (descendingEnds[at] <= record) {
      at++;
    }
    return descendingEnds[at];
  }

  /**
   * Where stretches of records with one version end, ascending: what a spec says of a version need be
   * found out once for each.
   */
  int[] versionEnds() {
    int[] known = versionEnds;
    if (known == null) {
      Ints ends = new Ints();
      for (int i = 1; i < grades.length; i++) {
        if (!rows.haveOneVersion(row(i), row(i - 1))) {
          ends.add(i);
        }
      }
      ends.add(grades.length);
      known = ends.toArray();
      versionEnds = known;
    }
    return known;
  }

  /** First record of a range where something holds that holds for all after it; else the end. */
  int firstWhere(int from, int end, Predicate<Version> holds) {
    // Most specs reach to the newest version, many to the oldest.
    if (from == end || holds.test(version(from))) {
      return from;
    }
    if (!holds.test(version(end - 1))) {
      return end;
    }
    int low = from + 1;
    int high = end - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (holds.test(version(middle))) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  /** The highest version of those that something is true of, which are some. */
  Version highest(Matching matching) {
    Version highest = version(matching.first(0));
    for (int range = 0; range < matching.ranges(); range++) {
      int past = matching.past(range);
      for (int i = matching.first(range); i < past; i = descendingEnd(i)) {
        Version version = version(i);
        if (version != highest && version.compareTo(highest) > 0) {
          highest = version;
        }
      }
    }
    return highest;
  }

  int size() {
    return grades.length;
  }

  /** Where a file stands among the records; -1 when it is none of them. */
  int placeOf(Candidate file) {
    for (int i = 0; i < grades.length; i++) {
      if (AllowedRepodata.isSameFile(record(i), file)) {
        return i;
      }
    }
    return -1;
  }

  int gradeCount() {
    return grades.length == 0 ? 0 : grades[grades.length - 1] + 1;
  }

  /** First position in the order of preference of the tie that the given position lies in. */
  int tieStart(int position) {
    findTie(position);
    return knownStart;
  }

  /** One past the last position of the tie that the given position lies in. */
  int tieEnd(int position) {
    findTie(position);
    return knownEnd;
  }

  private void findTie(int position) {
    if (knownStart <= position && position < knownEnd) {
      return;
    }
    int start = position;
    while (start > 0 && areTied(start - 1, position)) {
      start--;
    }
    int end = position + 1;
    while (end < grades.length && areTied(end, position)) {
      end++;
    }
    knownStart = start;
    knownEnd = end;
  }

  private boolean areTied(int one, int other) {
    return grades[one] == grades[other]
        && rows.buildNumber(row(one)) == rows.buildNumber(row(other));
  }

  /** Whether the tie that begins at a position is in its final order; marks it so. */
  boolean tieOrdered(int start) {
    boolean was = ordered.get(start);
    ordered.set(start);
    return was;
  }
}
