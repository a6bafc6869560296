package dev.hermetic.solve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hermetic.match.MatchSpec;
import dev.hermetic.record.CandidateColumns;
import dev.hermetic.record.PackageRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SimpleMatchTest {
  private static final String[] VERSIONS = {
    "0.9", "1", "1.0", "1.1", "1.1.5", "1.2.dev1", "1.2", "1.10", "2.0a0", "2", "2.1", "3"
  };

  private static final String[] TERMS = {
    ">=1", ">1.1", "<2", "<=1.2", "==1.2", "!=1.2", "1.*", "!=1.1.*", "1.2.*", "~=1.1.0", "*", "^1.*$"
  };

  @Test
  void of_anyConstraint_matchesWhatItMatchesOneByOne() {
    for (long seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      Candidates candidates = candidates(random);
      for (int i = 0; i < 20; i++) {
        MatchSpec spec = MatchSpec.parse("a " + constraint(random) + build(random));

        Matching matching = SimpleMatch.of(candidates, spec);

        assertThat(spec.isSimple()).isTrue();
        for (int one = 0; one < candidates.size(); one++) {
          assertThat(matching.has(one))
              .as("seed %d, %s of %s", seed, spec, candidates.record(one))
              .isEqualTo(spec.matches(candidates.version(one), candidates.build(one)));
        }
      }
    }
  }

  private static String constraint(Random random) {
    StringBuilder text = new StringBuilder(term(random));
    for (int i = random.nextInt(4); i > 0; i--) {
      text.append(random.nextInt(3) == 0 ? "|" : ",").append(term(random));
    }
    return text.toString();
  }

  private static String term(Random random) {
    return TERMS[random.nextInt(TERMS.length)];
  }

  private static String build(Random random) {
    return random.nextInt(4) == 0 ? " b" + random.nextInt(3) + "*" : "";
  }

  /** In several stretches of descending versions: some have track_features, some a lower channel. */
  private static Candidates candidates(Random random) {
    Rows rows = new Rows(Long.MAX_VALUE);
    for (int channel = 0; channel < 2; channel++) {
      List<PackageRecord> records = new ArrayList<>();
      for (int i = random.nextInt(30); i > 0; i--) {
        String version = VERSIONS[random.nextInt(VERSIONS.length)];
        RecordSketch sketch = RecordSketch.pkg("a " + version + " b" + i);
        records.add(
            (random.nextInt(6) == 0 ? sketch.trackFeatures("x") : sketch)
                .in("https://example.org/" + channel));
      }
      rows.add(CandidateColumns.of(records), channel);
    }
    return CandidateOrder.of("a", rows, random.nextBoolean());
  }
}
