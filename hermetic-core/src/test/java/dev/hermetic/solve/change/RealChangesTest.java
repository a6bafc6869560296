package dev.hermetic.solve.change;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hermetic.record.PackageRecord;
import dev.hermetic.solve.MinimalChange;
import dev.hermetic.solve.Moved;
import dev.hermetic.solve.SolutionChecker;
import dev.hermetic.solve.Solver;
import dev.hermetic.solve.UnsolvableException;
import dev.hermetic.solve.golden.Engines;
import dev.hermetic.testkit.SharedData;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Updates of locks over the real channel: with one moved record put back, the second engine finds no
 * answer. The system properties {@code hermetic.realChanges} and
 * {@code hermetic.firstChange} say how many, and from which seed.
 */
class RealChangesTest {
  private static final long MILLISECOND = 1_000_000;

  @Test
  void change_noMovedRecordCouldHaveStayed() throws Exception {
    RealChanges changes = new RealChanges(SharedData.data("channels/conda-forge"));
    int wanted = Integer.getInteger("hermetic.realChanges", 10);
    int moved = 0;
    int cases = 0;
    for (long seed = Long.getLong("hermetic.firstChange", 1); cases < wanted; seed++) {
      Optional<ChangeCase> found = changes.apply(seed);
      if (found.isPresent()) {
        cases++;
        moved += check(found.get(), seed);
      }
    }
    System.out.println(cases + " updates, " + moved + " other names moved");
    assertThat(moved).isPositive();
  }

  /** How many others had to move. */
  private static int check(ChangeCase one, long seed) throws UnsolvableException {
    String asked = one.asked().get(0).spec().name();
    long begin = System.nanoTime();
    MinimalChange.Changed changed =
        new MinimalChange(Engines.CHANNEL_MATCH::test)
            .change(one.request(), one.asked(), one.locked());
    long change = System.nanoTime() - begin;
    List<PackageRecord> answer = changed.solution().records();
    assertThat(new SolutionChecker(Engines.CHANNEL_MATCH).violations(one.request(), answer))
        .as("seed " + seed)
        .isEmpty();
    Return back = new Return(one.request(), asked, one.locked(), answer);
    int others = 0;
    for (Moved move : changed.moves()) {
      String told = "seed " + seed + ": " + asked + " moves " + move;
      assertThat(move.because()).as(told).isNotBlank();
      if (move.from() != null && move.to() != null && !move.name().equals(asked)) {
        others++;
        assertThat(back.isPossible(move.name())).as(told).isFalse();
      }
    }
    begin = System.nanoTime();
    Solver fresh = Engines.create("fast");
    fresh.solve(one.request());
    System.out.printf(
        "seed %d: %s moves %d of %d in %d ms, all in %d ms%n",
        seed,
        asked,
        others,
        one.locked().size(),
        change / MILLISECOND,
        (System.nanoTime() - begin) / MILLISECOND);
    return others;
  }
}
