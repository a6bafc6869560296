package dev.hermetic.solve.change;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hermetic.record.PackageRecord;
import dev.hermetic.solve.MinimalChange;
import dev.hermetic.solve.SolutionChecker;
import dev.hermetic.solve.UnsolvableException;
import dev.hermetic.solve.crosscheck.SyntheticEnvironments;
import dev.hermetic.solve.golden.Engines;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Changes to random locks of up to 30 names, each proven by sat4j to be the best there is: too many
 * answers to try them all, as {@link MinimalChangeExhaustiveTest} does.
 */
class MinimalChangeOptimumTest {
  private static final SyntheticChanges CHANGES =
      new SyntheticChanges(new SyntheticEnvironments(14, 30));

  private int refused;
  private int most;
  private int moved;
  private int several;

  @Test
  void change_isProvenToBeTheBest() {
    List<String> wrong = new ArrayList<>();
    int proven = 0;
    long last = Integer.getInteger("hermetic.changes", 120);
    for (long seed = 1; seed <= last; seed++) {
      Optional<ChangeCase> one = CHANGES.apply(seed);
      if (one.isPresent()) {
        String fault = fault(one.get());
        proven++;
        if (!fault.isEmpty()) {
          wrong.add("seed " + seed + ": " + fault);
        }
      }
    }
    System.out.printf(
        "seeds 1 to %d: %d proven, %d of them to have no answer; %d move names, %d more than two;"
            + " up to %d names%n",
        last, proven, refused, moved, several, most);
    assertThat(wrong).isEmpty();
    assertThat(proven - refused).isGreaterThan(45);
    assertThat(several).isGreaterThan(6);
    assertThat(most).isEqualTo(30);
  }

  private String fault(ChangeCase of) {
    EveryAnswer space = new EveryAnswer(of.request(), of.asked());
    Rating rating = new Rating(of, space);
    BetterAnswer better = new BetterAnswer(of, space, rating);
    most = Math.max(most, better.names());
    List<PackageRecord> records;
    try {
      records =
          new MinimalChange(Engines.CHANNEL_MATCH::test)
              .change(of.request(), of.asked(), of.locked())
              .solution()
              .records();
    } catch (UnsolvableException e) {
      refused++;
      return better.isAny() ? "refused, but there is an answer" : "";
    }
    List<String> violations =
        new ArrayList<>(
            new SolutionChecker(Engines.CHANNEL_MATCH).violations(of.request(), records));
    Map<String, PackageRecord> answer = byName(records);
    int moves = rating.rate(answer).changed();
    moved += moves > 0 ? 1 : 0;
    several += moves > 2 ? 1 : 0;
    String found = better.than(answer);
    if (!found.isEmpty()) {
      violations.add("there is " + found + " than in " + records + rating.rate(answer));
    }
    return String.join("; ", violations);
  }

  @Test
  void than_worseAnswer_isBetter() throws UnsolvableException {
    int worse = 0;
    for (long seed = 1; seed <= 60; seed++) {
      Optional<ChangeCase> one = CHANGES.apply(seed);
      if (one.isEmpty()) {
        continue;
      }
      // Nothing is asked for, so that a new lock is an answer too, with more moves than needed.
      ChangeCase of = new ChangeCase(one.get().request(), List.of(), one.get().locked());
      EveryAnswer space = new EveryAnswer(of.request(), of.asked());
      Rating rating = new Rating(of, space);
      Map<String, PackageRecord> changed;
      Map<String, PackageRecord> fresh;
      try {
        fresh = byName(Engines.create("fast").solve(of.request()).records());
        changed =
            byName(
                new MinimalChange(Engines.CHANNEL_MATCH::test)
                    .change(of.request(), of.asked(), of.locked())
                    .solution()
                    .records());
      } catch (UnsolvableException e) {
        continue;
      }
      boolean isWorse = rating.compare(rating.rate(changed), rating.rate(fresh)) < 0;
      worse += isWorse ? 1 : 0;
      assertThat(new BetterAnswer(of, space, rating).than(fresh).isEmpty())
          .as("seed " + seed)
          .isEqualTo(!isWorse);
    }
    assertThat(worse).isGreaterThan(10);
  }

  private static Map<String, PackageRecord> byName(Collection<PackageRecord> records) {
    Map<String, PackageRecord> byName = new TreeMap<>();
    records.forEach(record -> byName.put(record.name(), record));
    return byName;
  }
}
