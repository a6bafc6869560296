package dev.hermetic.solve;

import dev.hermetic.platform.VirtualPackage;
import dev.hermetic.record.Candidate;
import dev.hermetic.record.CandidateColumns;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

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
    int[] alike = new int[size];
    Rows rows = new Rows(Long.MAX_VALUE);
    rows.add(
        new CandidateColumns(
            i -> record,
            alike,
            alike,
            alike,
            new long[size],
            new long[size],
            alike,
            new boolean[size],
            numbers,
            alike,
            i -> "0",
            i -> CandidateColumns.version("0"),
            i -> List.of()),
        0);
    Candidates candidates =
        new Candidates(text, rows, null, numbers, new int[] {size});
    for (int i = 0; i < size; i++) {
      candidates.needs[candidates.lists(i)] = alternatives.get(i);
      candidates.keeps[candidates.lists(i)] = new int[0];
    }
    return candidates;
  }
}
