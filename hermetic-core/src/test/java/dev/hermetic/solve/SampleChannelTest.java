package dev.hermetic.solve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hermetic.channel.ChannelPriority;
import dev.hermetic.match.MatchSpec;
import dev.hermetic.platform.Platform;
import dev.hermetic.platform.VirtualPackage;
import dev.hermetic.problem.Location;
import dev.hermetic.record.PackageRecord;
import dev.hermetic.repodata.Repodata;
import dev.hermetic.testkit.SampleChannel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The case study, solved with the sample channel. */
class SampleChannelTest {
  private static final String BASE = "https://conda.anaconda.org/sample";
  private static final List<String> SPECS =
      List.of(
          "python=3.10", "transformers=4.36", "spacy=3.7", "numpy>=1.24", "pandas", "scikit-learn");

  @TempDir private static Path channel;

  @BeforeAll
  static void write() {
    SampleChannel.write(channel);
  }

  @ParameterizedTest
  @CsvSource({
    "linux-64, pytorch=2.1, cpu_generic_py310_4",
    "osx-64, pytorch=2.1, cpu_mkl_py310_104",
    "osx-arm64, pytorch=2.1, cpu_generic_py310_4",
    "win-64, , ",
  })
  void solve_caseStudy_takesTheNewestThatFits(String platform, String pytorch, String build)
      throws Exception {
    Map<String, PackageRecord> solution = solve(new Platform(platform), pytorch, "11.4");
    assertThat(solution.get("python").version()).isEqualTo("3.10.19");
    assertThat(solution.get("transformers").version()).isEqualTo("4.36.0");
    assertThat(solution.get("spacy").version()).isEqualTo("3.7.2");
    assertThat(solution.get("numpy").version()).isEqualTo("1.26.4");
    assertThat(solution.get("pandas").version()).isEqualTo("2.3.3");
    assertThat(solution.get("scikit-learn").version()).isEqualTo("1.7.2");
    assertThat(solution).hasSizeGreaterThan(50);
    if (pytorch == null) {
      assertThat(solution).doesNotContainKey("pytorch");
    } else {
      assertThat(solution.get("pytorch").version()).isEqualTo("2.1.2");
      assertThat(solution.get("pytorch").build()).isEqualTo(build);
    }
  }

  @Test
  void solve_caseStudyWithANewDriver_takesTheCudaBuild() throws Exception {
    assertThat(solve(Platform.LINUX_64, "pytorch=2.1", "12.4").get("pytorch").build())
        .isEqualTo("cuda120_py310_304");
  }

  private static Map<String, PackageRecord> solve(Platform platform, String pytorch, String cuda)
      throws IOException, UnsolvableException {
    List<RootSpec> specs = new ArrayList<>();
    Stream.concat(SPECS.stream(), Stream.ofNullable(pytorch))
        .forEach(text -> specs.add(new RootSpec(MatchSpec.parse(text), Location.of("test"))));
    List<VirtualPackage> virtual = new ArrayList<>();
    if (platform.isOsx()) {
      virtual.add(new VirtualPackage("__osx", "11.0"));
    } else {
      virtual.add(new VirtualPackage("__cuda", cuda));
    }
    virtual.add(new VirtualPackage(platform.isWindows() ? "__win" : "__unix", "0"));
    if (platform.isLinux()) {
      virtual.add(new VirtualPackage("__linux", "5.10"));
      virtual.add(new VirtualPackage("__glibc", "2.28"));
    }
    List<Repodata> repodata = List.of(read(platform.subdir()), read(Platform.NOARCH));
    SolveRequest request =
        new SolveRequest(
            platform, specs, virtual, List.of(repodata), ChannelPriority.STRICT, null);
    return new CdclSolver((text, url) -> url.equals(BASE)).solve(request).records().stream()
        .collect(Collectors.toMap(PackageRecord::name, record -> record));
  }

  private static Repodata read(String subdir) throws IOException {
    return JsonRepodata.read(channel.resolve(subdir + "/repodata.json"), BASE, subdir);
  }
}
