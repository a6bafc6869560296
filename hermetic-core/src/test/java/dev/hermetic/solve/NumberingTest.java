package dev.hermetic.solve;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NumberingTest {
  @Test
  void of_anyKeys_countsThoseThatAreNew() {
    Random random = new Random(11);
    Numbering numbering = new Numbering();
    Map<Long, Integer> expected = new HashMap<>();
    for (int i = 0; i < 20_000; i++) {
      long key = random.nextInt(3_000);
      // Keys that differ in their upper halves only, too.
      key = random.nextBoolean() ? key : key << Integer.SIZE;
      int next = expected.size();
      assertThat(numbering.of(key)).isEqualTo(expected.computeIfAbsent(key, unknown -> next));
    }
  }
}
