package dev.hermetic.repodata;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RecordOrderTest {
  private static final int RECORDS = 400;
  private static final int NAMES = 12;

  @Test
  void of_anyNumberOfParts_hasTheSameOrderNamesAndRanks() throws RepodataFormatException {
    for (long seed = 0; seed < 20; seed++) {
      List<String> one = order(seed, 1);
      for (int parts : new int[] {2, 3, 7, RECORDS}) {
        assertThat(order(seed, parts)).as("%d in %d parts", seed, parts).isEqualTo(one);
      }
    }
  }

  @Test
  void of_noRecords_isEmpty() {
    RecordOrder order = RecordOrder.of(new RecordRows(), new StringTable());

    assertThat(order.size()).isZero();
    assertThat(order.names()).isZero();
  }

  private static List<String> order(long seed, int parts) throws RepodataFormatException {
    StringTable table = new StringTable();
    RecordRows rows = records(table, seed);
    RecordOrder order = RecordOrder.of(rows, table, parts);
    List<String> lines = new ArrayList<>();
    for (int group = 0; group < order.names(); group++) {
      lines.add(table.text(order.name(group)) + " from " + order.first(group));
    }
    for (int position = 0; position < order.size(); position++) {
      int row = order.row(position);
      lines.add(row + " rank " + rows.get(row, RecordRows.RANK));
    }
    for (int column = 0; column < RecordRows.COLUMNS; column++) {
      assertThat(column(order, column)).isEqualTo(column(order, rows, column));
    }
    return lines;
  }

  private static List<Integer> column(RecordOrder order, int column) {
    List<Integer> values = new ArrayList<>();
    for (RecordGroups part : order.parts()) {
      for (int i = 0; i < part.past() - part.from(); i++) {
        values.add(part.column(column)[i]);
      }
    }
    return values;
  }

  private static List<Integer> column(RecordOrder order, RecordRows rows, int column) {
    List<Integer> values = new ArrayList<>();
    for (int position = 0; position < order.size(); position++) {
      values.add(rows.get(order.row(position), RecordRows.NUMBERS + column));
    }
    return values;
  }

  /** Some of them describe a file again, or a build that there is in the other form too. */
  private static RecordRows records(StringTable table, long seed) throws RepodataFormatException {
    Random random = new Random(seed);
    RecordRows rows = new RecordRows();
    for (int i = 0; i < RECORDS; i++) {
      String name = "n" + random.nextInt(NAMES);
      String version = "1." + random.nextInt(4);
      String build = "b" + random.nextInt(3);
      rows.begin();
      rows.set(RecordRows.NAME, table.id(name));
      rows.set(RecordRows.VERSION, table.id(version));
      rows.set(RecordRows.BUILD, table.id(build));
      rows.set(RecordRows.BUILD_NUMBER, (long) random.nextInt(3));
      rows.set(RecordRows.DEPENDS, random.nextInt(9));
      rows.set(RecordRows.CONSTRAINS, random.nextInt(9));
      if (random.nextBoolean()) {
        rows.flag(RecordRows.TAR_BZ2);
      }
      byte[] stem = (name + "-" + version + "-" + build).getBytes(StandardCharsets.UTF_8);
      rows.commit(ByteHash.of(stem, 0, stem.length));
    }
    return rows;
  }
}
