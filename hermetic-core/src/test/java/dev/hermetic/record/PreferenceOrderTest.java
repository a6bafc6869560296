package dev.hermetic.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hermetic.version.Version;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PreferenceOrderTest {
  private static final List<String> TEXTS =
      List.of("1", "1.0", "1.10", "1.9", "2", "2.dev1", "2.post1", "0.1", "1..2", "20260101", "!");

  /** What is as all channels have it, and what has no room in a key. */
  private static final long[] BUILD_NUMBERS = {0, 1, 20240101, (1 << 30) - 1, 1 << 30, 5_000_000_000L};

  private static final int[] FEATURES = {0, 0, 0, 0, 0, 1, 2, 1021, 1022, 5000};

  /** A record; its rank is told. */
  private static final class Row {
    final int version;
    final long buildNumber;
    final long timestamp;
    final int features;
    final boolean noarch;
    final int text;
    int rank = -2;

    Row(Random random, int text, int variety) {
      this.version = random.nextInt(TEXTS.size());
      this.buildNumber = BUILD_NUMBERS[random.nextInt(variety > 1 ? BUILD_NUMBERS.length : 2)];
      this.timestamp = random.nextInt(3) - 1;
      this.features = FEATURES[random.nextInt(variety > 1 ? FEATURES.length : 5)];
      this.noarch = random.nextBoolean();
      this.text = text;
    }

    @Nullable Version parsed() {
      return CandidateColumns.version(TEXTS.get(version));
    }
  }

  private record Rows(List<Row> rows) implements PreferenceOrder.Records {
    @Override
    public int version(int record) {
      return 1000 * rows.get(record).version;
    }

    @Override
    public @Nullable Version parsed(int version) {
      return CandidateColumns.version(TEXTS.get(version / 1000));
    }

    @Override
    public long buildNumber(int record) {
      return rows.get(record).buildNumber;
    }

    @Override
    public long timestamp(int record) {
      return rows.get(record).timestamp;
    }

    @Override
    public int trackFeatures(int record) {
      return rows.get(record).features;
    }

    @Override
    public boolean isNoarch(int record) {
      return rows.get(record).noarch;
    }

    @Override
    public int compareTexts(int one, int other) {
      return Integer.compare(rows.get(one).text, rows.get(other).text);
    }

    @Override
    public void rank(int record, int rank) {
      rows.get(record).rank = rank;
    }
  }

  private static final Comparator<Row> PREFERENCE =
      Comparator.comparing((Row row) -> row.features)
          .thenComparing(row -> row.parsed(), Comparator.nullsFirst(Comparator.reverseOrder()))
          .thenComparing(row -> row.buildNumber, Comparator.reverseOrder())
          .thenComparing(row -> row.timestamp, Comparator.reverseOrder())
          .thenComparing(row -> row.noarch)
          .thenComparing(row -> row.text);

  @Test
  void anyRecords_ofNamesOneAfterTheOther_areInOrderOfPreference() {
    for (long seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      List<Row> rows = new ArrayList<>();
      // Now and then more than are sorted without merging.
      int size = seed % 10 == 0 ? 300 + random.nextInt(300) : 1 + random.nextInt(40);
      for (int i = 0; i < size; i++) {
        rows.add(new Row(random, i, 1 + (int) (seed % 2)));
      }
      List<Row> expected = new ArrayList<>(rows);
      expected.sort(
          Comparator.comparing((Row row) -> row.parsed() == null).thenComparing(PREFERENCE));
      Collections.shuffle(rows, random);
      PreferenceOrder order = new PreferenceOrder(new Rows(rows));
      int[] numbers = IntStream.range(0, size).toArray();
      int parting = random.nextInt(size);

      order.sort(numbers, 0, size);

      List<Row> sorted = new ArrayList<>();
      IntStream.of(numbers).forEach(number -> sorted.add(rows.get(number)));
      long versioned = rows.stream().filter(row -> row.parsed() != null).count();
      assertThat(sorted.subList(0, (int) versioned))
          .as("seed " + seed)
          .isEqualTo(expected.subList(0, (int) versioned));
      assertThat(sorted).containsExactlyInAnyOrderElementsOf(expected);
      assertRanks(rows);

      // Of part of the range alone.
      int[] part = IntStream.range(0, size).toArray();
      order.sort(part, parting, size);
      assertThat(Arrays.copyOf(part, parting)).isEqualTo(IntStream.range(0, parting).toArray());
      assertRanks(rows.subList(parting, size));
    }
  }

  private static void assertRanks(List<Row> rows) {
    TreeSet<Version> higher = new TreeSet<>();
    rows.stream().map(Row::parsed).filter(version -> version != null).forEach(higher::add);
    for (Row row : rows) {
      Version version = row.parsed();
      int rank = version == null ? PreferenceOrder.NO_VERSION : higher.tailSet(version, false).size();
      assertThat(row.rank).as(TEXTS.get(row.version)).isEqualTo(rank);
    }
  }
}
