package dev.hermetic.solve;

import dev.hermetic.platform.VirtualPackage;
import dev.hermetic.record.Candidate;
import dev.hermetic.record.CandidateColumns;
import dev.hermetic.version.Version;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Several sets of specs, of which one is to be met: the candidates of a name that is no package, each
 * of which needs one of the sets.
 *
 * @param text the name
 * @param sets numbers of specs; looked at when a search comes to need one of them
 */
record Alternatives(String text, Supplier<List<int[]>> sets, Offers offers) {

  Candidates candidates() {
    List<int[]> alternatives = sets.get();
    int size = alternatives.size();
    int[] numbers = new int[size];
    Arrays.setAll(numbers, i -> i);
    Candidate record = offers.record(new VirtualPackage(text, "0"));
    Rows rows = new Rows(Long.MAX_VALUE);
    rows.add(new Alike(record, numbers), 0);
    Candidates candidates =
        new Candidates(text, rows, null, numbers, new int[] {size});
    for (int i = 0; i < size; i++) {
      candidates.needs[candidates.lists(i)] = alternatives.get(i);
      candidates.keeps[candidates.lists(i)] = new int[0];
    }
    return candidates;
  }

  /**
   * As many rows as there are numbers, alike in all but what they need.
   *
   * @param numbers of their lists
   */
  private record Alike(Candidate record, int[] numbers) implements CandidateColumns {
    @Override
    public int size() {
      return numbers.length;
    }

    @Override
    public Candidate candidate(int row) {
      return record;
    }

    @Override
    public int[] ranks() {
      return new int[numbers.length];
    }

    @Override
    public int[] depends() {
      return numbers.clone();
    }

    @Override
    public int[] constrains() {
      return new int[numbers.length];
    }

    @Override
    public List<String> list(int number) {
      return List.of();
    }

    @Override
    public int version(int row) {
      return 0;
    }

    @Override
    public @Nullable Version parsed(int version) {
      return CandidateColumns.version(record.version());
    }

    @Override
    public String build(int row) {
      return record.build();
    }

    @Override
    public long buildNumber(int row) {
      return record.buildNumber();
    }

    @Override
    public long timestamp(int row) {
      return record.timestamp();
    }

    @Override
    public int trackFeatures(int row) {
      return 0;
    }

    @Override
    public boolean isNoarch(int row) {
      return false;
    }
  }
}
