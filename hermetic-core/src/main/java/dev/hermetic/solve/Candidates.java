package dev.hermetic.solve;

import dev.hermetic.record.Candidate;
import dev.hermetic.version.Version;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * All records of one name that may be chosen at all, most preferred first as far as the record alone
 * can tell: fewer track_features, channel rank (flexible priority only), version, build number.
 * Records equal in these form a tie, which {@link TieBreaker} orders when a choice depends on it.
 */
final class Candidates {
  static final Candidates NONE =
      new Candidates("", new Candidate[0], new Version[0], new int[0], new int[0]);

  final String name;
  final Candidate[] records;

  /** Parsed version of each record; equal texts share one object. */
  final Version[] versions;

  /** Number of the tie that each record belongs to, ascending from 0. */
  final int[] ties;

  /** Number of the grade of each record: alike in all that ranks above the build number. */
  final int[] grades;

  /** Positions in order of preference; within a tie not final before {@link #tieOrdered}. */
  final int[] order;

  /** Spec numbers of {@code depends} and {@code constrains}, as far as the pool was asked. */
  final int[][] needs;

  final int[][] keeps;

  private final boolean[] ordered;

  /** Where versions stop to descend, as record numbers, and the number of records. */
  private final int[] descendingEnds;

  private int @Nullable [] versionEnds;

  Candidates(
      String name, Candidate[] records, Version[] versions, int[] grades, int[] ties) {
    this.name = name;
    this.records = records;
    this.versions = versions;
    this.grades = grades;
    this.ties = ties;
    this.order = new int[records.length];
    this.needs = new int[records.length][];
    this.keeps = new int[records.length][];
    for (int i = 0; i < order.length; i++) {
      order[i] = i;
    }
    this.descendingEnds = descendingEnds(versions);
    this.ordered = new boolean[ties.length == 0 ? 0 : ties[ties.length - 1] + 1];
  }

  private static int[] descendingEnds(Version[] versions) {
    Ints ends = new Ints();
    for (int i = 1; i < versions.length; i++) {
      if (versions[i] != versions[i - 1] && versions[i].compareTo(versions[i - 1]) > 0) {
        ends.add(i);
      }
    }
    ends.add(versions.length);
    return ends.toArray();
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
      for (int i = 1; i < versions.length; i++) {
        if (versions[i] != versions[i - 1]) {
          ends.add(i);
        }
      }
      ends.add(versions.length);
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
      if (holds.test(versions[middle])) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  /** The highest version of those that something is true of, which are some. */
  Version highest(Matching matching) {
    Version highest = versions[matching.first(0)];
    for (int range = 0; range < matching.ranges(); range++) {
      int past = matching.past(range);
      for (int i = matching.first(range); i < past; i = descendingEnd(i)) {
        if (versions[i] != highest && versions[i].compareTo(highest) > 0) {
          highest = versions[i];
        }
      }
    }
    return highest;
  }

  int size() {
    return records.length;
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
