package dev.hermetic.solve;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MatchingTest {
  @Test
  void ranges_sayWhatEachCandidateSays() {
    Random random = new Random(7);
    for (int round = 0; round < 500; round++) {
      int size = 1 + random.nextInt(60);
      // From long ranges to single candidates.
      double change = random.nextDouble();
      BitSet bits = new BitSet();
      boolean in = random.nextBoolean();
      for (int i = 0; i < size; i++) {
        in ^= random.nextDouble() < change;
        bits.set(i, in);
      }

      Matching matching = Matching.of(size, bits::get);

      BitSet ranges = new BitSet();
      for (int range = 0; range < matching.ranges(); range++) {
        ranges.set(matching.first(range), matching.past(range));
      }
      assertThat(ranges).isEqualTo(bits);
      assertThat(matching.isEmpty()).isEqualTo(bits.isEmpty());
      for (int i = 0; i < size; i++) {
        assertThat(matching.has(i)).isEqualTo(bits.get(i));
      }
      for (int group = 0; group < 20; group++) {
        double share = random.nextDouble();
        int[] members =
            IntStream.range(0, size).filter(i -> random.nextDouble() < share).toArray();
        if (members.length > 0) {
          long matched = IntStream.of(members).filter(bits::get).count();
          assertThat(matching.parts(members)).isEqualTo(matched > 0 && matched < members.length);
          assertThat(matching.partition(members))
              .isDeepEqualTo(
                  new int[][] {
                    IntStream.of(members).filter(bits::get).toArray(),
                    IntStream.of(members).filter(i -> !bits.get(i)).toArray()
                  });
        }
      }
    }
  }

  @Test
  void adjoiningRanges_areOne() {
    Matching.Builder builder = new Matching.Builder();
    builder.add(1, 3);
    builder.add(3, 5);
    builder.add(6, 6);
    Matching matching = builder.build();
    assertThat(matching.ranges()).isEqualTo(1);
    assertThat(matching.past(0)).isEqualTo(5);
  }
}
