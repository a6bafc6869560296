package dev.hermetic.repodata;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class RecordRowsTest {
  private static final int MANY = 20_000;

  @Test
  void rows_ofSeveralBlocksWithSomeThatAreNotKept_stayAsTheyWereSet() {
    RecordRows rows = new RecordRows();
    for (int i = 0; i < MANY; i++) {
      if (i % 3 == 0 || i == 1 << 13) {
        rows.begin();
        rows.flag(RecordRows.SHADOWED);
        rows.set(RecordRows.BUILD, 7);
      }
      rows.begin();
      rows.set(RecordRows.NAME, i);
      rows.set(RecordRows.SIZE, (1L << 40) + i);
      rows.commit(-i);
    }

    assertThat(rows.size()).isEqualTo(MANY);
    for (int i = 0; i < MANY; i++) {
      assertThat(rows.name(i)).isEqualTo(i);
      assertThat(rows.hash(i)).isEqualTo(-i);
      assertThat(rows.getLong(i, RecordRows.SIZE)).isEqualTo((1L << 40) + i);
      assertThat(rows.get(i, RecordRows.BUILD)).isEqualTo(RecordRows.NONE);
      assertThat(rows.has(i, RecordRows.SHADOWED)).isFalse();
    }
  }

  @Test
  void setDigest_withAnotherLetterThanHexDigits_isAsIfNoneWasThere() {
    RecordRows rows = new RecordRows();
    rows.begin();
    byte[] digits = "0123456789abcdef0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);
    rows.setDigest(RecordRows.MD5, 16, RecordRows.HAS_MD5, digits, 0);
    rows.commit(0);
    rows.begin();
    rows.setDigest(RecordRows.MD5, 16, RecordRows.HAS_MD5, digits, 0);
    digits[31] = 'g';
    rows.setDigest(RecordRows.MD5, 16, RecordRows.HAS_MD5, digits, 0);
    rows.commit(0);

    assertThat(rows.has(0, RecordRows.HAS_MD5)).isTrue();
    assertThat(rows.numbers(0)[rows.digestsAt(0)]).isEqualTo(0x01234567);
    assertThat(rows.numbers(0)[rows.digestsAt(0) + 3]).isEqualTo(0x89abcdef);
    assertThat(rows.has(1, RecordRows.HAS_MD5)).isFalse();
    for (int i = 0; i < 4; i++) {
      assertThat(rows.numbers(1)[rows.digestsAt(1) + i]).isZero();
    }
  }
}
