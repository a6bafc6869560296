package dev.hermetic.solve.golden;

import static dev.hermetic.solve.RecordSketch.pkg;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hermetic.channel.ChannelPriority;
import dev.hermetic.match.MatchSpec;
import dev.hermetic.platform.Platform;
import dev.hermetic.problem.Location;
import dev.hermetic.record.PackageRecord;
import dev.hermetic.solve.JsonRepodata;
import dev.hermetic.solve.RootSpec;
import dev.hermetic.solve.SolveRequest;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ClassifierTest {
  private static final String FORGE = "https://example.org/forge";

  private final List<PackageRecord> records =
      Stream.of(
              pkg("app 1"),
              pkg("app 2"),
              pkg("tool 1"),
              pkg("tool 2"),
              pkg("db 1 plain_0"),
              pkg("db 1 icu_0").depends("icu"),
              pkg("db 1 lean_0").trackFeatures("lean").depends("icu"),
              pkg("icu 78").depends("cxx"),
              pkg("cxx 16"),
              pkg("z 1"),
              pkg("z 2"))
          .map(sketch -> sketch.in(FORGE))
          .toList();

  private PackageRecord record(String distribution) {
    return records.stream()
        .filter(
            record ->
                (record.name() + " " + record.version() + " " + record.build() + " ")
                    .startsWith(distribution + " "))
        .findFirst()
        .orElseThrow();
  }

  private Difference classify(List<String> ours, List<String> theirs) {
    SolveRequest request =
        new SolveRequest(
            Platform.LINUX_64,
            Stream.of("app", "tool", "db")
                .map(text -> new RootSpec(MatchSpec.parse(text), Location.of("golden")))
                .toList(),
            List.of(),
            List.of(List.of(JsonRepodata.of(FORGE, "linux-64", records))),
            ChannelPriority.STRICT,
            null);
    return new Classifier(
            request,
            ours.stream().map(this::record).toList(),
            theirs.stream()
                .map(this::record)
                .map(r -> new GoldenRequest.Chosen(r.name(), r.version(), r.build()))
                .toList())
        .classify();
  }

  @Test
  void classify_ofEqualAnswers() {
    assertThat(classify(List.of("app 1", "db 1 icu_0"), List.of("app 1", "db 1 icu_0")))
        .isEqualTo(Difference.EXACT);
    assertThat(classify(List.of("db 1 plain_0"), List.of("db 1 icu_0")))
        .isEqualTo(Difference.BUILDS);
  }

  @Test
  void classify_ofWhatFollowsFromATie() {
    assertThat(classify(List.of("db 1 icu_0", "icu 78", "cxx 16"), List.of("db 1 plain_0")))
        .isEqualTo(Difference.TIES);
  }

  @Test
  void classify_ofBuildsThatAreNoTie() {
    assertThat(classify(List.of("db 1 plain_0"), List.of("db 1 lean_0", "icu 78")))
        .isEqualTo(Difference.ICU);
    assertThat(classify(List.of("db 1 plain_0"), List.of("db 1 lean_0", "icu 78", "cxx 16")))
        .isEqualTo(Difference.TRANSITIVE);
  }

  @Test
  void classify_ofATieThatDoesNotExplainEverything() {
    assertThat(
            classify(
                List.of("db 1 icu_0", "icu 78", "cxx 16", "z 1"), List.of("db 1 plain_0", "z 2")))
        .isEqualTo(Difference.TRANSITIVE);
  }

  @Test
  void classify_ofRoots() {
    assertThat(classify(List.of("app 2", "tool 1"), List.of("app 1", "tool 1")))
        .isEqualTo(Difference.BETTER_ROOT);
    assertThat(classify(List.of("app 2", "tool 1"), List.of("app 1", "tool 2")))
        .isEqualTo(Difference.TRADE_OFF);
    assertThat(classify(List.of("app 1", "tool 1"), List.of("app 1", "tool 2")))
        .isEqualTo(Difference.WORSE);
  }
}
