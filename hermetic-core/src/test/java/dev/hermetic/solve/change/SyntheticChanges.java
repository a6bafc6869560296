package dev.hermetic.solve.change;

import dev.hermetic.record.PackageRecord;
import dev.hermetic.solve.RootSpec;
import dev.hermetic.solve.SolveRequest;
import dev.hermetic.solve.Solver;
import dev.hermetic.solve.UnsolvableException;
import dev.hermetic.solve.crosscheck.Requests;
import dev.hermetic.solve.crosscheck.SyntheticEnvironments;
import dev.hermetic.solve.golden.Engines;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Locks that were made from a part of a small random channel, and changes asked of them now that the
 * channel has more. A case is a function of its seed.
 */
final class SyntheticChanges {
  private final SyntheticEnvironments environments;
  private final Solver solver = Engines.create("fast");

  /**
   * @param environments what changes are asked of
   */
  SyntheticChanges(SyntheticEnvironments environments) {
    this.environments = environments;
  }

  /** Empty where the part of the channel has no answer. */
  Optional<ChangeCase> apply(long seed) {
    SolveRequest whole = environments.apply(seed);
    Random random = new Random(~seed);
    List<PackageRecord> all = Requests.reachable(whole);
    List<PackageRecord> then = all.stream().filter(r -> random.nextInt(10) < 6).toList();
    List<RootSpec> roots = new ArrayList<>(whole.specs());
    List<RootSpec> before = new ArrayList<>(roots);
    if (random.nextInt(3) == 0 && before.size() > 1) {
      before.remove(random.nextInt(before.size()));
    }
    List<PackageRecord> locked;
    try {
      locked =
          solver
              .solve(Requests.withRecords(Requests.withSpecs(whole, before), then))
              .records();
    } catch (UnsolvableException e) {
      return Optional.empty();
    }
    if (locked.isEmpty()) {
      return Optional.empty();
    }
    List<PackageRecord> now = all.stream().filter(record -> random.nextInt(25) > 0).toList();
    List<RootSpec> asked = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      PackageRecord one = locked.get(random.nextInt(locked.size()));
      asked.add(
          Requests.root(
              switch (random.nextInt(4)) {
                case 0 -> one.name() + ">=" + one.version();
                case 1 -> one.name() + "!=" + one.version();
                default -> one.name();
              }));
    }
    return Optional.of(new ChangeCase(Requests.withRecords(whole, now), asked, locked));
  }
}
