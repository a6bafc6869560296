package dev.hermetic.solve;

import dev.hermetic.version.Version;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Ranks the versions of several sources, each of which has ranked its own, among each other. */
final class CommonRanks {
  private static final int NO_ROW = -1;

  private final Rows rows;

  private CommonRanks(Rows rows) {
    this.rows = rows;
  }

  /** Per row how many different versions are higher. */
  static int[] of(Rows rows) {
    return new CommonRanks(rows).ranked();
  }

  /** A source of which the versions before one have been ranked. */
  private final class Head {
    /** By rank in the source a row of that version, and the rank among all. */
    final int[] rowOf;

    final int[] common;
    int at;
    @Nullable Version version;

    Head(int source) {
      int[] ranks = rows.versionRanks();
      int most = -1;
      for (int row = rows.first(source); row < rows.past(source); row++) {
        most = Math.max(most, ranks[row]);
      }
      rowOf = new int[most + 1];
      common = new int[most + 1];
      Arrays.fill(rowOf, NO_ROW);
      for (int row = rows.first(source); row < rows.past(source); row++) {
        rowOf[ranks[row]] = row;
      }
      read();
    }

    /** Records may have been left out, and with them versions. */
    private void read() {
      while (at < rowOf.length && rowOf[at] == NO_ROW) {
        at++;
      }
      version = at < rowOf.length ? rows.version(rowOf[at]) : null;
    }

    void rank(int rank) {
      common[at++] = rank;
      read();
    }
  }

  private int[] ranked() {
    Head[] heads = new Head[rows.sourceCount()];
    Arrays.setAll(heads, Head::new);
    int rank = 0;
    for (Version version = highest(heads); version != null; version = highest(heads)) {
      for (Head head : heads) {
        if (head.version != null && head.version.compareTo(version) == 0) {
          head.rank(rank);
        }
      }
      rank++;
    }
    int[] inSource = rows.versionRanks();
    int[] ranks = new int[rows.size()];
    for (int source = 0; source < heads.length; source++) {
      for (int row = rows.first(source); row < rows.past(source); row++) {
        ranks[row] = heads[source].common[inSource[row]];
      }
    }
    return ranks;
  }

  private static @Nullable Version highest(Head[] heads) {
    Version highest = null;
    for (Head head : heads) {
      Version version = head.version;
      if (version != null && (highest == null || version.compareTo(highest) > 0)) {
        highest = version;
      }
    }
    return highest;
  }
}
