package dev.hermetic.solve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hermetic.record.CandidateColumns;
import dev.hermetic.record.PackageRecord;
import dev.hermetic.version.InvalidVersionException;
import dev.hermetic.version.Version;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CandidateOrderTest {
  private static final String[] VERSIONS = {
    "1", "1.0", "1.10", "1.9", "2", "2.dev1", "2.post1", "0.1", "20260101", "1..2"
  };

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void of_anyRecords_isInOrderOfPreference(boolean channelsRank) {
    for (long seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      Map<PackageRecord, Integer> channels = new HashMap<>();
      Rows rows = new Rows(5);
      for (int channel = 0; channel < 3; channel++) {
        List<PackageRecord> records = records(random, channel);
        int rank = channel;
        records.forEach(record -> channels.put(record, rank));
        rows.add(CandidateColumns.of(records), channel);
      }
      Comparator<PackageRecord> order =
          Comparator.comparing((PackageRecord record) -> record.trackFeatures().size())
              .thenComparing(record -> channelsRank ? channels.get(record) : 0)
              .thenComparing(record -> Version.parse(record.version()), Comparator.reverseOrder())
              .thenComparing(PackageRecord::buildNumber, Comparator.reverseOrder())
              .thenComparing(PackageRecord::timestamp, Comparator.reverseOrder())
              .thenComparing(channels::get)
              .thenComparing(record -> record.noarch() != null)
              .thenComparing(PackageRecord::build)
              .thenComparing(PackageRecord::version);
      List<PackageRecord> expected =
          channels.keySet().stream()
              .filter(record -> record.timestamp() <= 5 && version(record.version()) != null)
              .sorted(order)
              .toList();

      Candidates candidates = CandidateOrder.of("a", rows, channelsRank);

      assertThat(candidates.records()).isEqualTo(expected);
      for (int i = 0; i < expected.size(); i++) {
        PackageRecord record = expected.get(i);
        assertThat(candidates.version(i)).hasToString(record.version());
        assertThat(candidates.build(i)).isEqualTo(record.build());
        assertThat(candidates.trackFeatures(i)).isEqualTo(record.trackFeatures().size());
        assertThat(candidates.depends(i)).isEqualTo(record.depends());
        if (i > 0) {
          PackageRecord last = expected.get(i - 1);
          boolean sameGrade =
              record.trackFeatures().size() == last.trackFeatures().size()
                  && (!channelsRank || channels.get(record).equals(channels.get(last)))
                  && Version.parse(record.version()).equals(Version.parse(last.version()));
          boolean tied = sameGrade && record.buildNumber() == last.buildNumber();
          assertThat(candidates.grades[i] == candidates.grades[i - 1]).isEqualTo(sameGrade);
          assertThat(candidates.tieStart(i) < i).isEqualTo(tied);
          assertThat(candidates.tieEnd(i - 1) > i).isEqualTo(tied);
          assertThat(candidates.descendingEnd(i - 1) == i)
              .isEqualTo(candidates.version(i).compareTo(candidates.version(i - 1)) > 0);
        }
      }
    }
  }

  @Test
  void of_noRecords_isEmpty() {
    assertThat(Candidates.NONE.size()).isZero();
    assertThat(Candidates.NONE.records()).isEmpty();
    assertThat(Candidates.NONE.gradeCount()).isZero();
  }

  private static List<PackageRecord> records(Random random, int channel) {
    List<PackageRecord> records = new ArrayList<>();
    List<List<String>> lists = List.of(List.of(), List.of("b"), List.of("b", "c"));
    for (int i = random.nextInt(40); i > 0; i--) {
      String build = "b" + records.size();
      String version = VERSIONS[random.nextInt(VERSIONS.length)];
      RecordSketch sketch =
          RecordSketch.pkg("a " + version + " " + build)
              .number(random.nextInt(3))
              .timestamp(random.nextInt(8) - 1L)
              .depends(lists.get(random.nextInt(3)).toArray(String[]::new));
      // Most records track none.
      sketch = random.nextInt(6) == 0 ? sketch.trackFeatures("x") : sketch;
      sketch = random.nextBoolean() ? sketch : sketch.inNoarch();
      records.add(sketch.in("https://example.org/" + channel));
    }
    return records;
  }

  private static @Nullable Version version(String text) {
    try {
      return Version.parse(text);
    } catch (InvalidVersionException e) {
      return null;
    }
  }
}
