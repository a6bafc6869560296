package dev.hermetic.solve;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HittingSetTest {
  private static final int ELEMENTS = 9;

  @Test
  void of_isTheCheapestOneWithoutTheHighestNumbersInWhateverOrderTheSetsAre() {
    Random random = new Random(7);
    for (int round = 0; round < 300; round++) {
      List<Long> weights = new ArrayList<>();
      for (int element = 0; element < ELEMENTS; element++) {
        weights.add(1L + random.nextInt(2));
      }
      List<BitSet> sets = new ArrayList<>();
      for (int i = random.nextInt(12); i > 0; i--) {
        sets.add(bits(1 + random.nextInt((1 << ELEMENTS) - 1) & ~random.nextInt(1 << ELEMENTS)));
      }
      sets.removeIf(BitSet::isEmpty);
      BitSet expected = byTryingAll(sets, weights);
      assertThat(HittingSet.of(sets, weights)).as("%s %s", sets, weights).isEqualTo(expected);
      Collections.shuffle(sets, random);
      assertThat(HittingSet.of(sets, weights)).as("%s %s", sets, weights).isEqualTo(expected);
    }
  }

  /** A set that does without a higher number is the lower one as a binary number. */
  private static BitSet byTryingAll(List<BitSet> sets, List<Long> weights) {
    BitSet best = bits((1 << ELEMENTS) - 1);
    for (int candidate = (1 << ELEMENTS) - 1; candidate >= 0; candidate--) {
      BitSet one = bits(candidate);
      if (sets.stream().allMatch(one::intersects)
          && HittingSet.weight(one, weights) <= HittingSet.weight(best, weights)) {
        best = one;
      }
    }
    return best;
  }

  private static BitSet bits(int number) {
    return BitSet.valueOf(new long[] {number});
  }
}
