package dev.hermetic.solve;

import static dev.hermetic.solve.RecordSketch.pkg;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hermetic.channel.ChannelPriority;
import dev.hermetic.match.MatchSpec;
import dev.hermetic.platform.Platform;
import dev.hermetic.platform.VirtualPackage;
import dev.hermetic.problem.Location;
import dev.hermetic.record.PackageRecord;
import dev.hermetic.solve.golden.Engines;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SolutionCheckerTest {
  private static final String FORGE = "https://example.org/forge";
  private static final String EXTRA = "https://example.org/extra";

  private final PackageRecord app =
      pkg("app 1").depends("lib >=2", "__glibc >=2.17").constrains("tool <5").in(FORGE);
  private final PackageRecord lib1 = pkg("lib 1").in(FORGE);
  private final PackageRecord lib2 = pkg("lib 2").in(FORGE);
  private final PackageRecord tool5 = pkg("tool 5").in(FORGE);
  private final PackageRecord other = pkg("lib 2").in(EXTRA);
  private final PackageRecord fussy = pkg("fussy 1").constrains("__cuda >=12").in(FORGE);

  private List<String> violations(SolveRequest request, PackageRecord... answer) {
    return new SolutionChecker(Engines.CHANNEL_MATCH).violations(request, List.of(answer));
  }

  private SolveRequest request(Instant excludeNewer, String... specs) {
    return new SolveRequest(
        Platform.LINUX_64,
        List.of(specs).stream()
            .map(text -> new RootSpec(MatchSpec.parse(text), Location.of("environment.yml")))
            .toList(),
        List.of(new VirtualPackage("__glibc", "2.28"), new VirtualPackage("__cuda", "11.4")),
        List.of(
            List.of(JsonRepodata.of(FORGE, "linux-64", List.of(app, lib1, lib2, tool5, fussy))),
            List.of(JsonRepodata.of(EXTRA, "linux-64", List.of(other)))),
        ChannelPriority.STRICT,
        excludeNewer);
  }

  @Test
  void violations_ofAValidAnswer_areNone() {
    assertThat(violations(request(null, "app"), app, lib2)).isEmpty();
  }

  @Test
  void violations_nameAMissingRoot() {
    assertThat(violations(request(null, "app", "tool"), app, lib2))
        .containsExactly("root tool is not met");
  }

  @Test
  void violations_nameABrokenAndAMissingDependency() {
    assertThat(violations(request(null, "app"), app, lib1))
        .containsExactly("app-1-h0_0 depends on lib >=2 but there is lib-1-h0_0");
    assertThat(violations(request(null, "app"), app))
        .containsExactly("app-1-h0_0 depends on lib >=2 but there is null");
  }

  @Test
  void violations_nameABrokenConstraint() {
    assertThat(violations(request(null, "app", "tool"), app, lib2, tool5))
        .containsExactly("app-1-h0_0 constrains tool <5 but there is tool-5-h0_0");
    assertThat(violations(request(null, "fussy"), fussy))
        .containsExactly("fussy-1-h0_0 constrains __cuda >=12 but there is __cuda-11.4-0");
  }

  @Test
  void violations_nameTwoRecordsOfOneName() {
    assertThat(violations(request(null, "lib"), lib1, lib2)).contains("two records of lib");
  }

  @Test
  void violations_nameWhatNothingNeeds() {
    assertThat(violations(request(null, "tool"), tool5, lib2))
        .containsExactly("lib-2-h0_0 is superfluous");
  }

  @Test
  void violations_nameARecordOfALaterChannel() {
    assertThat(violations(request(null, "lib"), other))
        .containsExactly("lib-2-h0_0 is not from the first channel that has its name");
    assertThat(violations(request(null, "extra::lib"), other)).isEmpty();
    assertThat(violations(request(null, "extra::lib"), lib2))
        .contains("root " + MatchSpec.parse("extra::lib") + " is not met");
  }

  @Test
  void violations_nameARecordOfNoChannel() {
    assertThat(violations(request(null, "lib"), pkg("lib 3").in(FORGE)))
        .containsExactly("lib-3-h0_0 is in no channel of the request");
  }

  @Test
  void violations_nameARecordThatIsTooNew() {
    assertThat(violations(request(Instant.EPOCH, "lib"), lib2))
        .containsExactly("lib-2-h0_0 is newer than 1970-01-01T00:00:00Z");
  }
}
