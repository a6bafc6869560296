package dev.hermetic.solve;

import dev.hermetic.match.MatchSpec;
import dev.hermetic.record.Candidate;
import dev.hermetic.record.PackageRecord;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request that stays open for questions: what there is to choose from, and whether other root
 * specs on the same channels and machine have an answer. Each question builds on what the earlier
 * ones learnt. For one thread.
 */
public final class SolveSession {
  private final Pool pool;
  private final Search search;

  public SolveSession(SolveRequest request, ChannelMatch channelMatch) {
    this.pool = new Pool(request, channelMatch);
    this.search = new Search(pool);
  }

  /** What a question came to. */
  public sealed interface Verdict {}

  /**
   * There is an answer.
   *
   * @param records as in {@link Solution}
   */
  public record Solvable(List<PackageRecord> records) implements Verdict {}

  /**
   * There is none.
   *
   * @param clashing positions of specs that cannot be met together, ascending; often, but not
   *     always, without one that could be left out
   */
  public record Clash(List<Integer> clashing) implements Verdict {}

  /** The limit was reached before it was known. */
  public record GaveUp() implements Verdict {}

  /**
   * Asks whether the specs can be met together.
   *
   * @param specs each with an exact name and without condition and extras
   * @param maxConflicts how many choices may turn out wrong before it gives up
   */
  public Verdict ask(List<MatchSpec> specs, long maxConflicts) {
    Spec[] roots = specs.stream().map(pool::spec).toArray(Spec[]::new);
    int @Nullable [] clash = search.solve(roots, maxConflicts);
    if (clash == null) {
      return new GaveUp();
    }
    return clash.length == 0
        ? new Solvable(CdclSolver.answer(pool, search, roots))
        : new Clash(Arrays.stream(clash).boxed().toList());
  }

  /** How many choices of all questions so far turned out wrong. */
  public long conflicts() {
    return search.conflicts();
  }

  /**
   * All that may be chosen for a name, the most preferred first: channel priority and the time
   * limit are applied, virtual packages are those of the machine.
   */
  public List<Candidate> candidates(String name) {
    return pool.candidates(pool.nameId(name)).records();
  }

  /** Positions in {@link #candidates} of the spec's name that it matches. */
  public BitSet matching(MatchSpec spec) {
    Matching matching = pool.matching(pool.spec(spec));
    BitSet positions = new BitSet();
    for (int range = 0; range < matching.ranges(); range++) {
      positions.set(matching.first(range), matching.past(range));
    }
    return positions;
  }

  /**
   * The spec of a {@code depends} or {@code constrains} text; empty when the solver cannot judge
   * it, which makes its record unusable.
   */
  public Optional<MatchSpec> spec(String text) {
    return Optional.ofNullable(pool.spec(text)).map(spec -> spec.match);
  }
}
