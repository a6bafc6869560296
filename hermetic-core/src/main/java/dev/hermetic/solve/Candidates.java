package dev.hermetic.solve;

import dev.hermetic.record.Candidate;
import dev.hermetic.record.CandidateColumns;
import dev.hermetic.version.Version;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
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

  /** The row of each record. */
  private final int[] rowOf;

  /** Number of the tie that each record belongs to, ascending from 0. */
  final int[] ties;

  /** Number of the grade of each record: alike in all that ranks above the build number. */
  final int[] grades;

  /** Positions in order of preference; within a tie not final before {@link #tieOrdered}. */
  final int[] order;

  /** By {@link #lists} the spec numbers of {@code depends} and {@code constrains}, once asked for. */
  final int[][] needs;

  final int[][] keeps;

  /** What the others than a held record need: nothing, and unlike any record. */
  private static final int[] OTHERS = {};

  private final boolean[] ordered;

  /** Where versions stop to descend, as record numbers, and the number of records. */
  private final int[] descendingEnds;

  private int @Nullable [] versionEnds;

  Candidates(
      String name, Rows rows, int[] rowOf, int[] grades, int[] ties, int[] descendingEnds) {
    this.name = name;
    this.rows = rows;
    this.rowOf = rowOf;
    this.grades = grades;
    this.ties = ties;
    this.order = new int[rowOf.length];
    this.needs = new int[rows.listCount()][];
    this.keeps = new int[rows.listCount()][];
    for (int i = 0; i < order.length; i++) {
      order[i] = i;
    }
    this.descendingEnds = descendingEnds;
    this.ordered = new boolean[ties.length == 0 ? 0 : ties[ties.length - 1] + 1];
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

  Candidate record(int candidate) {
    return rows.candidate(rowOf[candidate]);
  }

  List<Candidate> records() {
    return Arrays.stream(rowOf).mapToObj(rows::candidate).toList();
  }

  Version version(int candidate) {
    return Objects.requireNonNull(rows.versionNumbered(rows.version(rowOf[candidate])));
  }

  String build(int candidate) {
    return rows.build(rowOf[candidate]);
  }

  int trackFeatures(int candidate) {
    return rows.trackFeatures(rowOf[candidate]);
  }

  /** Records with one number have the same {@code depends} and {@code constrains}. */
  int lists(int candidate) {
    return rows.lists(rowOf[candidate]);
  }

  List<String> depends(int candidate) {
    return rows.depends(rowOf[candidate]);
  }

  List<String> constrains(int candidate) {
    return rows.constrains(rowOf[candidate]);
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
      for (int i = 1; i < rowOf.length; i++) {
        if (rows.version(rowOf[i]) != rows.version(rowOf[i - 1])) {
          ends.add(i);
        }
      }
      ends.add(rowOf.length);
      known = ends.toArray();
      versionEnds = known;
    }
    return known;
  }

  /** First record of a range where something holds that holds for all after it; else the end. */
  int firstWhere(int from, int end, Predicate<Version> holds) {
    int low = from;
    int high = end;
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
    return rowOf.length;
  }

  /** Where a file stands among the records; -1 when it is none of them. */
  int placeOf(Candidate file) {
    for (int i = 0; i < rowOf.length; i++) {
      if (AllowedRepodata.isSameFile(record(i), file)) {
        return i;
      }
    }
    return -1;
  }

  int gradeCount() {
    return grades.length == 0 ? 0 : grades[grades.length - 1] + 1;
  }

  /** First position in {@link #order} of the tie that the given position lies in. */
  int tieStart(int position) {
    int tie = ties[position];
    int start = position;
    while (start > 0 && ties[start - 1] == tie) {
      start--;
    }
    return start;
  }

  /** One past the last position of the tie that the given position lies in. */
  int tieEnd(int position) {
    int tie = ties[position];
    int end = position + 1;
    while (end < ties.length && ties[end] == tie) {
      end++;
    }
    return end;
  }

  /** Whether the tie is in its final order; marks it so. */
  boolean tieOrdered(int position) {
    boolean was = ordered[ties[position]];
    ordered[ties[position]] = true;
    return was;
  }
}
