package dev.hermetic.solve.change;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hermetic.record.PackageRecord;
import dev.hermetic.solve.MinimalChange;
import dev.hermetic.solve.UnsolvableException;
import dev.hermetic.solve.crosscheck.SyntheticEnvironments;
import dev.hermetic.solve.golden.Engines;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Changes to random small locks against every other answer there is. */
class MinimalChangeExhaustiveTest {
  private static final long STEPS = 20_000;

  @Test
  void change_isTheBestOfAllAnswers() {
    int compared = 0;
    int moved = 0;
    List<String> wrong = new ArrayList<>();
    for (long seed = 1; seed <= Integer.getInteger("hermetic.changes", 300); seed++) {
      Optional<ChangeCase> one = new SyntheticChanges(new SyntheticEnvironments()).apply(seed);
      if (one.isPresent()) {
        Verdict verdict = verdict(one.get());
        compared += verdict.compared ? 1 : 0;
        moved += verdict.moves > 0 ? 1 : 0;
        if (!verdict.fault.isEmpty()) {
          wrong.add(seed + ": " + verdict.fault);
        }
      }
    }
    System.out.println(compared + " compared, " + moved + " moved");
    assertThat(wrong).isEmpty();
    assertThat(compared).isGreaterThan(60);
    assertThat(moved).isGreaterThan(25);
  }

  private record Verdict(boolean compared, int moves, String fault) {}

  private static Verdict verdict(ChangeCase of) {
    EveryAnswer space = new EveryAnswer(of.request(), of.asked());
    Rating rating = new Rating(of, space);
    List<Map<String, PackageRecord>> best = new ArrayList<>();
    boolean all =
        space.tell(
            STEPS,
            answer -> {
              if (best.isEmpty()
                  || rating.compare(rating.rate(answer), rating.rate(best.get(0))) < 0) {
                best.clear();
                best.add(new TreeMap<>(answer));
              }
            });
    if (!all) {
      return new Verdict(false, 0, "");
    }
    try {
      MinimalChange.Changed changed =
          new MinimalChange(Engines.CHANNEL_MATCH::test)
              .change(of.request(), of.asked(), of.locked());
      Map<String, PackageRecord> ours = new TreeMap<>();
      changed.solution().records().forEach(record -> ours.put(record.name(), record));
      if (best.isEmpty()) {
        return new Verdict(true, 0, "there is no answer, but " + ours.values());
      }
      boolean same = rating.compare(rating.rate(ours), rating.rate(best.get(0))) == 0;
      return new Verdict(
          true,
          changed.moves().size(),
          same
              ? ""
              : of.asked() + " fresh " + rating.fresh + " locked " + of.locked() + ": " + ours.values()
                  + rating.rate(ours) + " but " + best.get(0).values() + rating.rate(best.get(0)));
    } catch (UnsolvableException e) {
      return new Verdict(true, 0, best.isEmpty() ? "" : "refused, but " + best.get(0).values());
    }
  }
}
